/** What can be set for a training: one row a setting. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.setting;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
