package dev.souk.engines.nacos;

import com.alibaba.nacos.plugin.auth.impl.roles.AbstractCachedRoleService;
import com.alibaba.nacos.plugin.auth.impl.users.AbstractCachedUserService;
import java.lang.reflect.Method;
import org.springframework.context.ApplicationContext;

/** The user {@code nacos}, made on the first start. */
final class Administrator {

    private static final String NAME = "nacos";
    private static final String PASSWORD_PROPERTY = "souk.nacos.admin-password";

    private final AbstractCachedUserService users;
    private final AbstractCachedRoleService roles;
    private final String password;

    Administrator(ApplicationContext context) {
        users = context.getBean(AbstractCachedUserService.class);
        roles = context.getBean(AbstractCachedRoleService.class);
        password = context.getEnvironment().getRequiredProperty(PASSWORD_PROPERTY);
    }

    /** Afterwards he can log in at once; Nacos by itself would look for him five seconds later. */
    void ensureThere() throws ReflectiveOperationException {
        if (users.getUser(NAME) == null) {
            users.createUser(NAME, password, true);
            roles.addAdminRole(NAME);
        }
        reload(AbstractCachedUserService.class, users);
        reload(AbstractCachedRoleService.class, roles);
    }

    private static <T> void reload(Class<T> type, T service) throws ReflectiveOperationException {
        Method reload = type.getDeclaredMethod("reload");
        reload.setAccessible(true);
        reload.invoke(service);
    }
}
