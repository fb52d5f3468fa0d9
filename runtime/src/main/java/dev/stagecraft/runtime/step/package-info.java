/** A network's training graph and evaluation graph: its variables, the loss, the gradients and the update. */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
