/** Training settings, each defined in one place. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.setting;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
