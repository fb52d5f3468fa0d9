/** Whether a file of weights fits a planned network. It knows names and shapes; the files are opened elsewhere. */
@NullMarked
package dev.stagecraft.processor.weights;

import org.jspecify.annotations.NullMarked;
