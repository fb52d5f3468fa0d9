/** Lists of pictures with their classes: folders of pictures, and tables that name them. It reads names, and no picture. */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.runtime.tree;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
