/**
 * One pure rule per operation: which shape it gives, and what it costs in parameters and multiply-accumulates.
 * Shapes leave out the batch; images are HWC.
 */
@NullMarked
package dev.stagecraft.processor.shape;

import org.jspecify.annotations.NullMarked;
