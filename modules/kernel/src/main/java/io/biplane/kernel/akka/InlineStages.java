package io.biplane.kernel.akka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;

/**
 * Puts the kernel's stand-in for the Scala-to-Java future converter in place, whatever the order of
 * the class path.
 *
 * <p>Akka's Java API turns Scala futures into stages that run their dependents on the common pool;
 * {@code ActorContext.ask} would
 * answer from another thread. The stand-in, {@link InlineStage}, lies in this package under a name of its own, so that
 * who merely has the kernel on the class path meets the original; here its class file is given the original's
 * name and defined in the original's package before anyone has loaded the original.
 */
public final class InlineStages {
    private static final String STAGE = "scala.concurrent.java8.FuturesConvertersImpl$CF";
    private static final String NEIGHBOUR = "scala.concurrent.java8.FuturesConvertersImplCompat";
    private static final boolean IN_PLACE = install();

    private InlineStages() {}

    /**
     * Whether the stand-in is in place. False when the original was in use before the first
     * simulation; an ask from a Java
     * actor then stops the run, as its reply comes from a foreign thread.
     */
    public static boolean areInPlace() {
        return IN_PLACE;
    }

    private static boolean install() {
        ClassLoader loader = InlineStages.class.getClassLoader();
        try {
            Class<?> neighbour = Class.forName(NEIGHBOUR, false, loader);
            MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup()).defineClass(standIn());
            return true;
        } catch (LinkageError alreadyLoaded) {
            return isStandIn(loader);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("scala-java8-compat is not as expected", missing);
        }
    }

    private static boolean isStandIn(ClassLoader loader) {
        try {
            Class<?> loaded = Class.forName(STAGE, false, loader);
            return loaded.getDeclaredMethod("defaultExecutor").getDeclaringClass() == loaded;
        } catch (ReflectiveOperationException original) {
            return false;
        }
    }

    /** The stand-in's class file under the original's name. */
    private static byte[] standIn() {
        String file = InlineStage.class.getSimpleName() + ".class";
        try (InputStream in = InlineStages.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the kernel's " + file + " is missing");
            }
            return ClassFileNames.rename(in.readAllBytes(), InlineStage.class.getName(), STAGE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
