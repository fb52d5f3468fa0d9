/** Where the time and the memory of a training step go. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.profile;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
