/**
 * Calls of TensorFlow and of classes that users wrote: what they return is checked, and what they throw becomes one of our
 * exceptions.
 */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.runtime.guard;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
