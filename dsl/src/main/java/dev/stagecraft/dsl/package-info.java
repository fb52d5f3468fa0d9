/**
 * Annotations that declare residual networks. A type has {@link dev.stagecraft.dsl.ResidualNetwork}, one
 * {@link dev.stagecraft.dsl.Stem}, one or more {@link dev.stagecraft.dsl.ResidualStage}s in order, and one
 * {@link dev.stagecraft.dsl.Head} or {@link dev.stagecraft.dsl.Features}. A {@link dev.stagecraft.dsl.Preset} gives the
 * values of everything that is left out. A {@link dev.stagecraft.dsl.ResidualBlock} is a block of your own. The
 * processor checks the declaration and generates the code that builds the network.
 *
 * <p>Sources cited throughout: He, Zhang, Ren, Sun, <i>Deep Residual Learning for Image Recognition</i> (2015), as "He
 * 2015"; the same authors' <i>Identity Mappings in Deep Residual Networks</i> (2016), as "He 2016"; the ResNet chapter
 * of <i>Dive into Deep Learning</i>, as "D2L".
 */
package dev.stagecraft.dsl;
