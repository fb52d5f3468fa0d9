/**
 * What is measured while a network learns and when it is evaluated, as metrics that start empty, merge and compute, and how
 * far a run is.
 */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.metric;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
