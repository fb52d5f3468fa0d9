/** Networks for answers alone: weights as constants, batch normalizations folded into convolutions. */
package dev.stagecraft.runtime.serve;
