/** What all packages of the runtime use: the errors that a user can correct, and the version of the runtime. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime;

import org.jspecify.annotations.NullMarked;
