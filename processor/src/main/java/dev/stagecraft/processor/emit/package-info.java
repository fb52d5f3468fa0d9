/** Plans to source: the only room that knows JavaPoet. One small emitter per kind of operation. */
@NullMarked
package dev.stagecraft.processor.emit;

import org.jspecify.annotations.NullMarked;
