/** Metrics in training and evaluation, and the progress of a run. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.metric;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
