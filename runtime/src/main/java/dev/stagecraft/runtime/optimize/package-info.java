/** How weights follow their gradients, and how fast: optimizers and learning rate schedules, both open to others. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.optimize;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
