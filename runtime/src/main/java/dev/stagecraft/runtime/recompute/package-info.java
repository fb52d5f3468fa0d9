/** What a step that computes blocks again keeps of them. */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.runtime.recompute;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
