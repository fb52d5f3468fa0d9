/** Listeners that report on a training: printed lines and files. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.report;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
