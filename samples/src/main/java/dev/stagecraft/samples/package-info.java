/** Networks as a developer declares them; the processor generates a class beside each. */
package dev.stagecraft.samples;
