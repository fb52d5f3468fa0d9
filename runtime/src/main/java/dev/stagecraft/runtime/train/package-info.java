/** Training and evaluation: a loop that reads on one screen, and listeners for everything beside it. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
