/**
 * The state of a run on disk: TensorFlow's own format beside a small manifest, in a folder that gets its name only when it
 * is whole; the policy of when to save and what to keep; and the lock that keeps two runs out of one folder.
 */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
