/** A web application that names what uploaded pictures show. */
@NullMarked
package dev.stagecraft.samples.spring;

import org.jspecify.annotations.NullMarked;
