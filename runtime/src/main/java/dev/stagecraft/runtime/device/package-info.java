/** The devices that TensorFlow sees, and the one that a network runs on. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.device;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
