/** Files of pictures and what they show: formats by their first bytes, headers, orientation, pixels. */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.runtime.picture;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
