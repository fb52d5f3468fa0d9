/** Plans to drawings. */
@NullMarked
package dev.stagecraft.processor.draw;

import org.jspecify.annotations.NullMarked;
