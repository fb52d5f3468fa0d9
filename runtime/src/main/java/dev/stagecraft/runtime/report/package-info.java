/** What a training says of itself, in files and lines; each a listener. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.report;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
