/** Plans to the layer table that lies beside a generated class, and to the annotations that a preset stands for. */
package dev.stagecraft.processor.table;
