/** Optimizers and learning rate schedules. Users can implement their own. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.optimize;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
