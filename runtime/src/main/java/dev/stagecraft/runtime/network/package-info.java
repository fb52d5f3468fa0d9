/**
 * The face that generated code calls, and hand-written networks with it: networks, their initial values, and the builder
 * that they are built with.
 */
package dev.stagecraft.runtime.network;
