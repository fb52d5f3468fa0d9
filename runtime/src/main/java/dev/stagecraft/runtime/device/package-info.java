/** Which devices TensorFlow sees, and on which of them a network runs. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.device;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
