/** Networks for answers alone: fixed weights, batch normalizations folded into convolutions. */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.runtime.serve;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
