package io.biplane.kernel.trace;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name under which a kind of message is folded into the digest and shown in traces:
 * {@code protocol.message} in lower case with hyphens, such as {@code kv-server.route}. It stays when the class
 * moves or is renamed, so that the digests of runs stay. Unique among all kinds; {@code docs/trace-names.md} lists them.
 * A kind without one, such as Akka's own, goes by the name of its class.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TraceName {
    /** The name. */
    String value();
}
