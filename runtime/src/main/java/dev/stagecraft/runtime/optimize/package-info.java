/** How weights follow their gradients, and how fast: optimisers and learning rate schedules, both open to others. */
package dev.stagecraft.runtime.optimize;
