/** Reads and writes weight files. What such a file says is not trusted until it was checked here. */
@NullMarked
package dev.stagecraft.weights.file;

import org.jspecify.annotations.NullMarked;
