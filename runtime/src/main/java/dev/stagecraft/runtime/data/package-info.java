/**
 * Labeled images: where they come from, how they are checked and changed, and the order in which an epoch reads them.
 */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
