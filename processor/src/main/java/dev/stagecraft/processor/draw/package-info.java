/** Plans to drawings. */
package dev.stagecraft.processor.draw;
