/** What is measured while a network learns: start empty, merge, compute. */
package dev.stagecraft.runtime.metric;
