/** Training and evaluation: a short training loop, and listeners for everything else. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
