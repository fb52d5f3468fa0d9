package dev.stagecraft.runtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who a package is for. Internal packages are not exported. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PACKAGE)
public @interface Audience {
    /** Who may call the package. */
    Kind value();

    /** The callers of a package. */
    enum Kind {
        /** Programs of users: this is the API. */
        USERS,
        /** Generated code, and networks that users write by hand. The number of the contract says what may change. */
        GENERATED_CODE,
        /** Only Stagecraft itself. */
        INTERNAL
    }
}
