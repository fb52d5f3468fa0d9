package dev.stagecraft.runtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** For whom a package is; what is not for others is not exported. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PACKAGE)
public @interface Audience {
    /** Who may call it. */
    Kind value();

    /** Who calls a package. */
    enum Kind {
        /** Programs of users: the API. */
        USERS,
        /** Generated code first, and networks that users write by hand; see the contract's number for what may change. */
        GENERATED_CODE,
        /** Stagecraft alone. */
        INTERNAL
    }
}
