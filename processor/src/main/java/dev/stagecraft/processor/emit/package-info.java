/** Plans to source: the only room that knows JavaPoet. One small emitter per kind of operation. */
package dev.stagecraft.processor.emit;
