package io.biplane.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A forgotten message is silent in Akka (it goes to dead letters) and Java 17 has no exhaustive type switch. So each kind permitted by an
 * actor's sealed {@code Command} must be named by a handler: by {@code onMessage(Kind.class, …)} or an {@code instanceof}.
 */
class SealedMessagesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.biplane");

    @Test
    void every_command_an_actor_permits_is_handled() throws ClassNotFoundException {
        Set<String> handled = namesHandled();
        List<String> forgotten = new ArrayList<>();
        int commands = 0;
        for (JavaClass type : CLASSES) {
            if (type.getSimpleName().equals("Command") && type.isInterface()) {
                Class<?> command =
                        Class.forName(type.getName(), false, getClass().getClassLoader());
                if (command.isSealed()) {
                    commands++;
                    collect(command, handled, forgotten);
                }
            }
        }
        assertThat(commands).as("sealed Command interfaces found").isGreaterThan(3);
        assertThat(forgotten).as("permitted but never handled").isEmpty();
    }

    private static void collect(Class<?> command, Set<String> handled, List<String> forgotten) {
        for (Class<?> kind : command.getPermittedSubclasses()) {
            if (kind.isSealed()) {
                if (!handled.contains(kind.getName())) {
                    collect(kind, handled, forgotten);
                }
            } else if (!handled.contains(kind.getName())) {
                forgotten.add(kind.getName());
            }
        }
    }

    private static Set<String> namesHandled() {
        Set<String> names = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            for (InstanceofCheck check : type.getInstanceofChecks()) {
                names.add(check.getRawType().getName());
            }
            for (ReferencedClassObject reference : type.getReferencedClassObjects()) {
                names.add(reference.getRawType().getName());
            }
        }
        return names;
    }
}
