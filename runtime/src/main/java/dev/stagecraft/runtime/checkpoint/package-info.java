/**
 * The state of a run on disk, as a user sees it: what a checkpoint tells, a run's folder with its checkpoints and the lock
 * that keeps two runs out of it, and the policy of when to save and what to keep.
 */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
