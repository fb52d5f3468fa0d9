/**
 * The narrow face that generated code calls, and the graphs made with it: variables with their initialisers and names,
 * batch normalisation and its moving statistics, the loss, the backward pass and the update.
 */
package dev.stagecraft.runtime.graph;
