/** Trained networks in the formats of other programs. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.export;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
