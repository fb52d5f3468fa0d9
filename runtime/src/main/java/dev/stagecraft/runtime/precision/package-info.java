/** In which precision a network is trained on a device: what is refused, and what {@code auto} becomes. */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.runtime.precision;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
