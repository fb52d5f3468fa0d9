/**
 * The backward pass: a walk over a finished forward graph that adds TensorFlow's own gradient operations, with a rule for
 * each type of operation.
 */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.runtime.gradient;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
