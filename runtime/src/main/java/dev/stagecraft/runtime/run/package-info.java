/** A whole training in a folder: data, network, listeners, checkpoints, in one object. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.run;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
