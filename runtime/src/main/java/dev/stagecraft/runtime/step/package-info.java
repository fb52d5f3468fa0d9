/** A network's training graph and evaluation graph: its variables, the loss, the gradients and the update. */
package dev.stagecraft.runtime.step;
