/** Plans to the layer table that lies beside a generated class, and to the annotations that a preset stands for. */
@NullMarked
package dev.stagecraft.processor.table;

import org.jspecify.annotations.NullMarked;
