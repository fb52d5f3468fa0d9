/**
 * The lowered network: an ordered list of named operations with their shapes, each knowing the declared value it came
 * from. Code, layer tables and counts all come from it.
 */
@NullMarked
package dev.stagecraft.processor.plan;

import org.jspecify.annotations.NullMarked;
