/** Training and evaluation: a loop that reads on one screen, and listeners for everything beside it. */
package dev.stagecraft.runtime.train;
