package io.biplane.kernel.akka;

import io.biplane.kernel.context.SimulationContext;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.util.Collections;

/**
 * Puts the kernel's stand-in for the Scala-to-Java future converter in place, whatever the order of
 * the class path.
 *
 * <p>Akka's Java API turns Scala futures into stages that run their dependents on the common pool;
 * {@code ActorContext.ask} would
 * answer from another thread. The stand-in lies in this module under the original's name; here it
 * is defined in
 * the original's package before anyone has loaded the original.
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
            MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup())
                    .defineClass(standIn(loader));
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

    /**
     * The stand-in's class file: of all files of that name, the one that knows the simulation
     * context.
     */
    private static byte[] standIn(ClassLoader loader) {
        String name = STAGE.replace('.', '/') + ".class";
        String mark = SimulationContext.class.getName().replace('.', '/');
        try {
            for (URL url : Collections.list(loader.getResources(name))) {
                try (InputStream in = url.openStream()) {
                    byte[] bytes = in.readAllBytes();
                    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
                    if (text.contains(mark)) {
                        return bytes;
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        throw new IllegalStateException("the kernel's " + name + " is missing");
    }
}
