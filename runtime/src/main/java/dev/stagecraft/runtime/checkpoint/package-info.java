/**
 * The state of a run on disk, as a user sees it: the contents of a checkpoint, the folder of a run with its checkpoints
 * and its lock, and the policy of when to save and what to keep.
 */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
