// Generated from openapi.yaml by `npm run generate`; do not edit.
export interface paths {
    "/-/gitlab_subscriptions/hand_raise_leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask to be contacted by sales (current form)
         * @description The hand-raise form posts here as the signed-in user. GitLab adds `work_email`, `uid`, `provider: gitlab`, `setup_for_company`,
         *     `existing_plan` and `glm_source: gitlab.com` (overriding what was sent) and hands the whole to CustomersDot before it answers.
         *     Nothing but the namespace is checked here: unknown fields are dropped, missing ones are passed on as missing. What CustomersDot
         *     answered is never shown to the browser.
         *     Source: GitLab 19.3, ee/app/controllers/gitlab_subscriptions/hand_raise_leads_controller.rb and its request spec.
         */
        post: operations["gitlab.createHandRaiseLead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/-/gitlab_subscriptions/hand_raise_leads/track_cart_abandonment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell that somebody is about to buy a plan
         * @description Three hours later `GitlabSubscriptions::CartAbandonmentWorker` sends CustomersDot a lead by the path of hand raises, without a form and
         *     so with `skip_country_validation`, unless the namespace is on a paid plan by then that it was not on before. The same again while the job
         *     waits is dropped. Whatever CustomersDot answers, the job is done. While the feature flag `track_cart_abandonment` is off nothing
         *     happens. With `credits` (GitLab 19.3) it is not a plan that is about to be bought, but credits of the Duo Agent Platform; whether they
         *     were, only CustomersDot's billing knows, so that here they never are.
         *     Sources: GitLab 18.9, ee/app/services/gitlab_subscriptions/track_cart_abandonment_service.rb, its spec and
         *     ee/app/workers/gitlab_subscriptions/cart_abandonment_worker.rb; GitLab 19.3, track_cart_abandonment_credits_purchase_service.rb and
         *     cart_abandonment_credits_purchase_worker.rb beside them. That `credits` goes before `plan` is assumed.
         */
        post: operations["gitlab.trackCartAbandonment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/-/subscriptions/hand_raise_leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask to be contacted by sales (form of 2023)
         * @description The same flow as `gitlab.createHandRaiseLead`, with `company_size` in the form; `existing_plan` was not added then.
         *     Sources: GitLab PQL development guide (2023) for the URL; GitLab 17.2, ee/app/controllers/subscriptions/hand_raise_leads_controller.rb.
         */
        post: operations["gitlab.createHandRaiseLead2023"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/-/trials/create_hand_raise_lead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask to be contacted by sales (form of 2022)
         * @description The same flow as `gitlab.createHandRaiseLead`, without `product_interaction` (it is dropped when sent) and without `existing_plan`.
         *     Sources: GitLab PQL development guide (2022) for the URL; GitLab 15, ee/app/controllers/trials_controller.rb and its spec.
         */
        post: operations["gitlab.createHandRaiseLead2022"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/-/trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a trial of GitLab Ultimate
         * @description Sends the lead to CustomersDot, then asks CustomersDot to apply the trial to the namespace; the lead always goes first.
         *     `step` says how much of it to do: `lead` and `trial` are the two pages of 2023, `full` is the single page of today,
         *     `resubmit_lead` repeats both, `resubmit_trial` only the second (so that a lead may well arrive twice).
         *     `namespace_id` 0 means: create the group `new_group_name`.
         *     Once the trial has started, today's page tells until when, for which it asks CustomersDot how long such a trial lasts.
         *     Sources: GitLab PQL development guide (2023); GitLab 17.2, ee/app/controllers/subscriptions/trials_controller.rb;
         *     GitLab 19.3, ee/app/controllers/gitlab_subscriptions/trials_controller.rb.
         */
        post: operations["gitlab.createTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/-/trials/duo_pro": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a trial of the GitLab Duo Pro add-on
         * @description Like `gitlab.createTrial` for an existing group that the user owns. The lead goes out with `product_interaction: duo_pro_trial`,
         *     both calls with `add_on_name: code_suggestions`.
         *     Sources: GitLab 17.2, ee/app/controllers/subscriptions/trials/duo_pro_controller.rb;
         *     GitLab 19.3, ee/app/controllers/gitlab_subscriptions/trials/duo_pro_controller.rb.
         */
        post: operations["gitlab.createDuoProTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/-/trials/duo_enterprise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a trial of the GitLab Duo Enterprise add-on
         * @description Like `gitlab.createDuoProTrial`, with `product_interaction: duo_enterprise_trial` and `add_on_name: duo_enterprise`.
         *     Source: GitLab 19.3, ee/app/controllers/gitlab_subscriptions/trials/duo_enterprise_controller.rb.
         */
        post: operations["gitlab.createDuoEnterpriseTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/-/trials/create_lead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the lead of a trial (first page of 2022)
         * @description GitLab adds `work_email`, `uid`, `setup_for_company`, `skip_email_confirmation: true`, `gitlab_com_trial: true`, `provider: gitlab` and
         *     `newsletter_segment` (the user's opt-in) and sends the lead to CustomersDot. With exactly one namespace that may have a trial,
         *     the trial is applied at once.
         *     Sources: GitLab PQL development guide (2023) names the action; GitLab 15, ee/app/controllers/trials_controller.rb and its spec.
         */
        post: operations["gitlab.createTrialLead2022"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/-/trials/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply the trial to a namespace (second page of 2022)
         * @description Creates the group first when `new_group_name` is given. GitLab adds `gitlab_com_trial: true` and `sync_to_gl: true` and asks
         *     CustomersDot to apply the trial.
         *     Source: GitLab 15, ee/app/controllers/trials_controller.rb and its spec.
         */
        post: operations["gitlab.applyTrial2022"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/-/countries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the countries a form offers
         * @description Leaves out BY, CU, IR, KP, RU, SD, SY and the JiHu market CN, HK, MO; adds Kosovo (XK); shows TW as "Taiwan" and UA as "Ukraine (except
         *     the Crimea, Donetsk, and Luhansk regions)".
         *     Source: GitLab 19.3, ee/app/controllers/countries_controller.rb, ee/lib/world.rb. That no sign-in is needed is assumed.
         */
        get: operations["gitlab.listCountries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/-/country_states": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the states of a country
         * @description The forms ask for a state only in US and CA, the list answers for any country that they offer.
         *     Source: GitLab 19.3, ee/app/controllers/country_states_controller.rb, ee/lib/world.rb. That no sign-in is needed is assumed.
         */
        get: operations["gitlab.listCountryStates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/namespaces/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Load the details of a namespace (until 2024)
         * @description CustomersDot asks before it applies a trial ("load_namespace: Gitlab api/namespaces"). `plan`, `trial` and the limits are for admins.
         *     Sources: GitLab PQL development guide (2023) for the call; GitLab 18.9, ee/lib/ee/api/entities/namespace.rb, for the fields.
         *     That this call was the one made at every time is assumed. To others than admins the real one shows a part; here it is refused.
         */
        get: operations["gitlab.getNamespace"];
        /**
         * Set the limits and the subscription of a namespace (until 2024)
         * @deprecated
         * @description For admins only. Deprecated in GitLab 17.8 in favour of `gitlab.updateInternalNamespace`.
         *     Source: GitLab 18.9, ee/lib/ee/api/namespaces.rb.
         */
        put: operations["gitlab.updateNamespace"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/namespaces/{id}/gitlab_subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the subscription of a namespace (until 2024)
         * @description Without a subscription every value is null.
         *     Source: GitLab 18.9, ee/lib/ee/api/namespaces.rb.
         */
        get: operations["gitlab.getSubscription"];
        /**
         * Change the subscription of a namespace (until 2024)
         * @deprecated
         * @description For admins only. 404 when the namespace has no subscription yet. Deprecated in GitLab 17.7.
         *     Source: GitLab 15 and 17, ee/lib/ee/api/namespaces.rb.
         */
        put: operations["gitlab.updateSubscription"];
        /**
         * Apply a first subscription to a namespace (until 2024)
         * @deprecated
         * @description For admins only; this is how CustomersDot applies a trial (`plan_code: ultimate_trial`). `trial` without `trial_starts_on` starts it on
         *     `start_date`. Deprecated in GitLab 17.7.
         *     Source: GitLab 15 and 17, ee/lib/ee/api/namespaces.rb.
         */
        post: operations["gitlab.createSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/internal/gitlab_subscriptions/namespaces/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Load the details of a namespace
         * @description Today's twin of `gitlab.getNamespace`, for CustomersDot alone.
         *     Source: GitLab docs, development/internal_api/gitlab_subscriptions.
         */
        get: operations["gitlab.getInternalNamespace"];
        /**
         * Set the limits and the subscription of a namespace
         * @description Today's twin of `gitlab.updateNamespace`, for CustomersDot alone.
         *     Source: GitLab docs, development/internal_api/gitlab_subscriptions.
         */
        put: operations["gitlab.updateInternalNamespace"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/internal/gitlab_subscriptions/namespaces/{id}/gitlab_subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the subscription of a namespace
         * @description Today's twin of `gitlab.getSubscription`. Without a subscription every value is null.
         *     Source: GitLab docs, development/internal_api/gitlab_subscriptions.
         */
        get: operations["gitlab.getInternalSubscription"];
        /**
         * Change the subscription of a namespace
         * @description Today's twin of `gitlab.updateSubscription`. 404 when the namespace has no subscription yet.
         *     Source: GitLab docs, development/internal_api/gitlab_subscriptions.
         */
        put: operations["gitlab.updateInternalSubscription"];
        /**
         * Apply a first subscription to a namespace
         * @description Today's twin of `gitlab.createSubscription`: how CustomersDot applies "subscriptions (including trials)".
         *     Source: GitLab docs, development/internal_api/gitlab_subscriptions.
         */
        post: operations["gitlab.createInternalSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/internal/gitlab_subscriptions/namespaces/{id}/provision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Provision a namespace with what was bought or is tried
         * @description Each part is provisioned by itself: one that fails leaves the others, and the reply tells of each. This is how CustomersDot applies the
         *     trial of an add-on; which calls it makes for which trial is not public.
         *     Sources: GitLab docs, development/internal_api/gitlab_subscriptions; GitLab 19.3,
         *     ee/lib/gitlab_subscriptions/api/internal/namespaces/provision.rb, ee/app/services/gitlab_subscriptions/provision/sync_namespace_service.rb.
         */
        post: operations["gitlab.provisionNamespace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trials/create_hand_raise_lead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a hand raise and hand it on
         * @description Writes a row to `leads` and enqueues `Workato::CreateLeadWorker` (in 2022 `Platypus::CreateLeadWorker`). The body is flat.
         *     GitLab calls it for the form "Contact our Sales team" and also for leads that are no hand raise: registrations without a trial
         *     (`SaaS Registration`), cart abandonment and direct purchases; `product_interaction` tells them apart. From GitLab 18.7 on
         *     `customersdot.createHandRaise` takes its place.
         *     Sources: GitLab PQL development guide (2022, 2023); GitLab 18.9, ee/lib/gitlab/subscription_portal/clients/rest.rb.
         *     Statuses and bodies of CustomersDot are not public; GitLab's client takes any 2xx and does not read the body.
         */
        post: operations["customersdot.createHandRaiseLead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a trial lead, or apply a trial to a namespace
         * @description Two uses of one path, told apart by `trial_user.sync_to_gl`. Absent (the guide writes `sync_to_gl=false`): the lead call, which creates
         *     the account (`customers`) and the lead (`leads`) and enqueues `Workato::CreateLeadWorker`. True: the apply call, which loads the
         *     namespace from GitLab, writes `orders` and `trial_histories` and sets the trial in GitLab. GitLab sends the lead first.
         *     From GitLab 18.8 on `customersdot.createUltimateLead` and `customersdot.createUltimateTrial` take its place.
         *     Sources: GitLab PQL development guide (2023); GitLab 18.9, ee/lib/gitlab/subscription_portal/clients/rest.rb.
         */
        post: operations["customersdot.createTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trials/create_addon": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record an add-on trial lead, or apply an add-on trial
         * @description As `customersdot.createTrial`, for Duo Pro (`add_on_name: code_suggestions`) and Duo Enterprise (`duo_enterprise`). The lead call
         *     and the apply call both come here. From GitLab 18.8 on `customersdot.createAddonLead` and `customersdot.applyAddonTrial` take its place.
         *     Source: GitLab 18.9, ee/lib/gitlab/subscription_portal/clients/rest.rb.
         */
        post: operations["customersdot.createAddonTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trials/create_iterable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand an e-mail trigger on to Iterable
         * @description GitLab's `Onboarding::CreateIterableTriggerWorker` sends registrations, invitations and add-on seats; CustomersDot passes them to
         *     Workato and Workato to Iterable. The worker raises on a failure, so Sidekiq tries again.
         *     Source: GitLab 19.3, ee/lib/gitlab/subscription_portal/clients/rest.rb.
         */
        post: operations["customersdot.createIterable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leads/gitlab_com/hand_raises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a hand raise and hand it on (successor)
         * @description `HandRaisesController#create`, the successor of `customersdot.createHandRaiseLead` with the same flat body: behind the feature flag
         *     `new_hand_raise_lead_endpoint` in GitLab 18.7, always in 19.3.
         *     Sources: GitLab PQL development guide (2026); GitLab 19.3, ee/lib/gitlab/subscription_portal/clients/rest.rb.
         */
        post: operations["customersdot.createHandRaise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leads/gitlab_com/ultimates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record the lead of an Ultimate trial (successor)
         * @description `Leads::GitlabCom::UltimatesController#create`, the lead call of `customersdot.createTrial` on a path of its own: behind the feature
         *     flag `new_trial_lead_endpoint` in GitLab 18.8, always in 19.3.
         *     Sources: GitLab PQL development guide (2026); GitLab 19.3, ee/lib/gitlab/subscription_portal/clients/rest.rb.
         */
        post: operations["customersdot.createUltimateLead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leads/gitlab_com/addons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record the lead of an add-on trial (successor)
         * @description The lead call of `customersdot.createAddonTrial` on a path of its own.
         *     Source: GitLab 19.3, ee/lib/gitlab/subscription_portal/clients/rest.rb.
         */
        post: operations["customersdot.createAddonLead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trials/gitlab_com/ultimates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply an Ultimate trial to a namespace (successor)
         * @description The apply call of `customersdot.createTrial` on a path of its own.
         *     Source: GitLab 19.3, ee/lib/gitlab/subscription_portal/clients/rest.rb.
         */
        post: operations["customersdot.createUltimateTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trials/gitlab_com/addons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply an add-on trial to a namespace (successor)
         * @description The apply call of `customersdot.createAddonTrial` on a path of its own.
         *     Source: GitLab 19.3, ee/lib/gitlab/subscription_portal/clients/rest.rb.
         */
        post: operations["customersdot.applyAddonTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gitlab/namespaces/trials/eligibility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the trials that namespaces may still start
         * @description GitLab asks before it shows or applies a trial and caches the answer per namespace for 8 hours. A namespace that may start
         *     nothing is left out.
         *     Sources: GitLab handbook, design document "SaaS trial eligibility system"; GitLab 19.3, ee/lib/gitlab/subscription_portal/clients/rest.rb.
         */
        get: operations["customersdot.getTrialEligibility"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gitlab/namespaces/trials/trial_types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the trial types and how long they last
         * @description GitLab caches the answer for an hour and falls back to 30 days (Ultimate) and 60 days (Duo Enterprise).
         *     Sources: GitLab 19.3, ee/lib/gitlab/subscription_portal/clients/rest.rb, ee/app/models/gitlab_subscriptions/trials.rb.
         */
        get: operations["customersdot.listTrialTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/openid-configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the OpenID configuration
         * @description GitLab reads it, and caches it for a day, to verify the tokens with which CustomersDot calls GitLab's internal API back.
         *     Source: GitLab 19.3, ee/lib/gitlab_subscriptions/api/internal/auth.rb.
         */
        get: operations["customersdot.getOpenidConfiguration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/discovery/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the public keys of CustomersDot's tokens
         * @description The `jwks_uri` of the OpenID configuration; GitLab caches the keys for 15 minutes. The path is assumed.
         *     Source: GitLab 19.3, ee/lib/gitlab_subscriptions/api/internal/auth.rb.
         */
        get: operations["customersdot.getJwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange client credentials for an access token
         * @description OAuth 2.0 client credentials, by HTTP Basic with a form body, or in a form or a JSON body. There is no refresh token.
         *     Source of the grant: GitLab handbook, product-qualified-leads-integration ("Customers.gitlab.com authenticates with Platypus by OAuth2 client
         *     credentials"). The path, the life of a token and the bodies are not public; they follow RFC 6749 and are assumed.
         */
        post: operations["platypus.createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a lead into the queue "new-lead-queue"
         * @description Answers when the lead is in the queue; a job of the queue then sends it to Workato. A job that failed stays in the queue, with an alert, until
         *     somebody retries it on the dashboard.
         *     Sources: GitLab PQL development guide (2022) for the queue's name and dashboard; GitLab handbook, product-qualified-leads-integration, for
         *     the alert, the retry, and that the data is stored in the queue. The path and the bodies are not public (`PlatypusApp#post` is all that the
         *     guide shows) and are assumed.
         */
        post: operations["platypus.createLead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth2/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange client credentials for an access token
         * @description OAuth 2.0 client credentials in one of three forms: HTTP Basic with a form body, a JSON body, or a form body.
         *     The Content-Type is mandatory and must match the body, else the request is rejected. There is no refresh token.
         *     Source: Workato docs, api-mgmt/oauth2. The error bodies follow RFC 6749 and are assumed: Workato does not publish them.
         */
        post: operations["workato.createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gitlab-dev/services/marketo/lead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand a lead to the recipe "SaaS trials & registrations"
         * @description Runs the recipe as a job and answers when it has finished: the job looks up the country's Salesforce picklist name and sends
         *     the person to Marketo. A job that takes longer than the endpoint's request timeout goes on after the caller has been told so.
         *     The path reads: prefix `gitlab-dev` (the development workspace), collection `services`, endpoint `marketo/lead`.
         *     Sources: GitLab PQL development guide (2023) for the URL; Workato docs, api-mgmt/calling-apis, for the statuses and the ways to
         *     authenticate. That one client may use all of them is assumed: a real one has the one that it was made for.
         *     The literal bodies are not public; `{"message": …}` follows Workato's Developer API and is assumed.
         */
        post: operations["workato.createLead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recipes/{recipe_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a recipe and how its jobs ended
         * @description The members that the sandbox knows; the real reply has more.
         *     Source: Workato docs, workato-api/recipes.
         */
        get: operations["workato.getRecipe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recipes/{recipe_id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Start a recipe
         * @description Jobs that paused while it was stopped go on within a minute; how soon is assumed.
         *     Sources: Workato docs, workato-api/recipes; connectors/recipeops/actions/stop-recipe for the jobs that pause.
         */
        put: operations["workato.startRecipe"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recipes/{recipe_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Stop a recipe
         * @description From here on its endpoint answers 404. Jobs that are pending pause until the recipe starts again.
         *     Sources: Workato docs, workato-api/recipes, connectors/recipeops/actions/stop-recipe.
         */
        put: operations["workato.stopRecipe"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recipes/{recipe_id}/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the jobs of a recipe, newest first
         * @description Metadata only: the input and output of the steps are shown in Workato's own pages, here in the lead's trace.
         *     60 calls a minute to this and the other endpoints of jobs. A page of 100 is assumed.
         *     Source: Workato docs, workato-api/jobs.
         */
        get: operations["workato.listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recipes/{recipe_id}/jobs/{job_handle}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the metadata of a job
         * @description Source: Workato docs, workato-api/jobs.
         */
        get: operations["workato.getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recipes/{recipe_id}/repeat_jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run jobs again
         * @description Each runs as a job of its own with the trigger event of the first, by the latest version of the recipe, whatever became of the first.
         *     At most 25 in a request, one request a second. Nobody waits for its answer, so a lead that was refused the first time is not
         *     noted as sent by CustomersDot.
         *     Sources: Workato docs, workato-api/jobs, recipes/jobs. The bodies are assumed.
         */
        post: operations["workato.repeatJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recipes/{recipe_id}/cancel_jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel jobs that are pending
         * @description One that has ended stays as it is. One request a second.
         *     Source: Workato docs, workato-api/jobs. The bodies are assumed, and that a canceled job is shown as failed.
         */
        post: operations["workato.cancelJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gitlab-dev/services/platypus/lead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand a lead of Platypus' to the recipe "SaaS trials & registrations"
         * @description Renames the fields from Platypus' Marketo names and then does what `workato.createLead` does.
         *     Sources: GitLab PQL development guide (2022), "Platypus posts the form to Workato"; Workato docs, api-mgmt/calling-apis, for the statuses.
         *     The path, and that it is the same recipe, are assumed.
         */
        post: operations["workato.createPlatypusLead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/identity/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Exchange client credentials for an access token
         * @description The token belongs to one custom service (client id) and lives 3600 seconds. Asking again before it expires returns the same
         *     token with the smaller remaining life. Not counted against the quota. Called by the recipe and by Marketo clients.
         *     Sources: Adobe Marketo developer guide, authentication; Adobe marketo-apis, swagger-identity.
         *     That missing parameters and another grant type are refused like bad credentials is assumed.
         */
        get: operations["marketo.getToken"];
        put?: never;
        /**
         * Exchange client credentials for an access token by POST
         * @description The same as `marketo.getToken`: the parameters are in the query here too. That they may come in a form body instead is assumed,
         *     hence none is required in the query.
         *     Sources: Adobe Marketo developer guide, authentication; Adobe marketo-apis, swagger-identity.
         */
        post: operations["marketo.createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/leads.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find people by the values of one field
         * @description No match is a success with an empty result; more than 1,000 matches are refused with 1003, a field that cannot be searched with 1011.
         *     Needs the permission Read-Only Lead.
         *     Sources: Adobe Marketo developer guide, leads; Adobe marketo-apis, swagger-mapi.
         *     Assumed: an unknown name in `fields` is refused with 1006.
         */
        get: operations["marketo.getLeads"];
        put?: never;
        /**
         * Create or update people
         * @description Takes 1 to 300 records and answers one result per record, in the order of the input. A record at fault is `skipped` with its
         *     reasons while the others are written; only a request at fault as a whole is refused. Called by the recipe
         *     "SaaS trials & registrations". Needs the permission Read-Write Lead. Two concurrent calls with one new key may create duplicates.
         *     Sources: Adobe Marketo developer guide, leads and error-codes; Adobe marketo-apis, swagger-mapi.
         *     Assumed: that the recipe uses this call rather than Push Lead, and that more than 300 records are refused with 1003. For single
         *     records: a read-only field is 1011, a text that is too long or an e-mail address that is not ASCII 1001, an empty text counts as
         *     null, a number or a truth value sent as text is 1001, an unknown partition is 1008 like one that the user may not use.
         */
        post: operations["marketo.syncLeads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/lead/{id}.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one person
         * @description The result has exactly one element. Needs the permission Read-Only Lead.
         *     Sources: Adobe Marketo developer guide, leads; Adobe marketo-apis, swagger-mapi.
         *     Assumed: an unknown id is refused with 1004 "Lead not found".
         */
        get: operations["marketo.getLead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/leads/describe2.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the fields of a person
         * @description Every field with its type and length, and which ones `marketo.getLeads` can search. Supersedes describe.json.
         *     Needs the permission Read-Only Lead.
         *     Sources: Adobe Marketo developer guide, leads; Adobe marketo-apis, swagger-mapi.
         */
        get: operations["marketo.describeLeads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/activities/pagingtoken.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the token from which to read activities
         * @description Turns an instant into the `nextPageToken` of `marketo.getActivities`. The reply has no result. An instant that cannot be read is
         *     refused with 704. Needs the permission Read-Only Activity.
         *     Sources: Adobe Marketo developer guide, paging-tokens; Adobe marketo-apis, swagger-mapi.
         */
        get: operations["marketo.getPagingToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/activities.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what happened to people
         * @description A page may have fewer rows than asked for, even none, while `moreResult` is true: go on with `nextPageToken`, which always comes.
         *     More types or people than allowed are refused with 1003, an unknown list with 1013.
         *     Needs the permission Read-Only Activity.
         *     Sources: Adobe Marketo developer guide, activities; Adobe marketo-apis, swagger-mapi.
         */
        get: operations["marketo.getActivities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/activities/types.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the types of activities
         * @description Needs the permission Read-Only Activity.
         *     Sources: Adobe Marketo developer guide, activities; Adobe marketo-apis, swagger-mapi.
         */
        get: operations["marketo.getActivityTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/leads/push.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Push people to Marketo for a program
         * @description Creates or updates people like `marketo.syncLeads`, and logs a Push Lead to Marketo of the named program for each. Needs the
         *     permission Read-Write Lead.
         *     Sources: Adobe Marketo developer guide, leads; Adobe marketo-apis, swagger-mapi.
         *     Assumed: an unknown program is refused with 1013; `cookies` is taken without effect, since no web visits are recorded; `mktToken` is
         *     refused with 1011, since no e-mail is sent that could carry one; `programStatus` is without effect.
         */
        post: operations["marketo.pushLeads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/leads/submitForm.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a form for one person
         * @description Creates the person or updates the one with the e-mail address, and logs a Fill Out Form. Needs the permission Read-Write Lead.
         *     Sources: Adobe Marketo developer guide, leads; Adobe marketo-apis, swagger-mapi.
         *     Assumed: an unknown form or program is refused with 1013, more than one record with 1003; a field that the form does not have skips
         *     the record with 1006, a missing e-mail address with 1002; `cookie` is without effect.
         */
        post: operations["marketo.submitForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/leads/delete.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete people
         * @description At most 300, named in the body or in the query. Their leads in Salesforce stay. Needs the permission Read-Write Lead.
         *     Sources: Adobe Marketo developer guide, leads; Adobe marketo-apis, swagger-mapi; GitLab handbook, marketing-operations/marketo.
         *     Assumed: that no id at all is refused with 1002, more than 300 or what is no id with 1003.
         */
        post: operations["marketo.deleteLeads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/leads/{id}/merge.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merge people into one
         * @description The winner keeps its values and takes those that it lacks from the losers, with their activities and list memberships; the losers
         *     are gone. When only a loser is in Salesforce, that one wins. Needs the permission Read-Write Lead.
         *     Sources: Adobe Marketo developer guide, leads and error-codes (1080: leads); Adobe marketo-apis, swagger-mapi.
         *     Assumed: an unknown person is refused with 1004, no losing id with 1002, the winner among the losers with 1003. Merging in
         *     Salesforce is not simulated: with `mergeInCRM` and two people who are there the call is refused with 1078.
         */
        post: operations["marketo.mergeLeads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/leads/partitions.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the partitions of people
         * @description Needs the permission Read-Only Lead. Source: Adobe marketo-apis, swagger-mapi.
         */
        get: operations["marketo.getLeadPartitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/leads/describe.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the fields of a person, as older clients ask
         * @description Superseded by `marketo.describeLeads`. Needs the permission Read-Only Lead. The ids of fields and their names in the SOAP API are
         *     Marketo's own: the ids here are assumed, the SOAP names left out.
         *     Sources: Adobe Marketo developer guide, leads; Adobe marketo-apis, swagger-mapi.
         */
        get: operations["marketo.describeLeadFields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/leads/schema/fields.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Page through the fields of a person
         * @description Needs the permission Read-Write Schema Standard Field; Marketo also takes Read-Write Schema Custom Field, for custom fields only.
         *     Sources: Adobe Marketo developer guide, leads; Adobe marketo-apis, swagger-mapi.
         */
        get: operations["marketo.getLeadFields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/leads/schema/fields/{fieldApiName}.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one field of a person
         * @description Needs the permission Read-Write Schema Standard Field. That an unknown field is refused with 1006 is assumed.
         *     Sources: Adobe Marketo developer guide, leads; Adobe marketo-apis, swagger-mapi.
         */
        get: operations["marketo.getLeadField"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/lists.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find static lists
         * @description Without a filter all lists. Needs the permission Read-Only Lead.
         *     Sources: Adobe marketo-apis, swagger-mapi; recordings of MadKudu's node-marketo.
         */
        get: operations["marketo.getLists"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/lists/{listId}.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one static list
         * @description An unknown list is refused with 1013. Needs the permission Read-Only Lead.
         *     Sources: Adobe Marketo developer guide, error-codes; Adobe marketo-apis, swagger-mapi.
         */
        get: operations["marketo.getList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/list/{listId}/leads.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the people of a static list
         * @description An unknown list is refused with 1013. Needs the permission Read-Only Lead.
         *     Sources: Adobe Marketo developer guide, leads; Adobe marketo-apis, swagger-mapi.
         */
        get: operations["marketo.getLeadsByList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/lists/{listId}/leads.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the people of a static list, by its newer path
         * @description An unknown list is refused with 1013. Needs the permission Read-Only Lead.
         *     Sources: Adobe Marketo developer guide, leads; Adobe marketo-apis, swagger-mapi.
         */
        get: operations["marketo.getListMembers"];
        put?: never;
        /**
         * Put people into a static list
         * @description At most 300, named in the query or in the body. Needs the permission Read-Write Lead.
         *     Sources: Adobe Marketo developer guide, list-membership; Adobe marketo-apis, swagger-mapi.
         *     Assumed: somebody who is in it already is `added` as well, and nothing is logged then; no id at all is refused with 1002, more than
         *     300 or what is no id with 1003.
         */
        post: operations["marketo.addToList"];
        /**
         * Take people out of a static list
         * @description At most 300. Needs the permission Read-Write Lead.
         *     Sources: Adobe Marketo developer guide, list-membership and error-codes; Adobe marketo-apis, swagger-mapi.
         *     Assumed: somebody who is not in it is skipped with 1015.
         */
        delete: operations["marketo.removeFromList"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/lists/{listId}/leads/ismember.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell who is in a static list
         * @description At most 300 people. Needs the permission Read-Only Lead.
         *     Sources: Adobe Marketo developer guide, list-membership; recordings of MadKudu's node-marketo.
         */
        get: operations["marketo.isListMember"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/campaigns.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find smart campaigns
         * @description Without a filter all campaigns. Superseded by the asset API, and still there. Needs the permission Read-Only Campaigns, which is
         *     assumed. Source: Adobe marketo-apis, swagger-mapi.
         */
        get: operations["marketo.getCampaigns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/campaigns/{campaignId}.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one smart campaign
         * @description An unknown campaign is refused with 1013. Needs the permission Read-Only Campaigns, which is assumed.
         *     Sources: Adobe Marketo developer guide, error-codes; Adobe marketo-apis, swagger-mapi.
         */
        get: operations["marketo.getCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/campaigns/{campaignId}/trigger.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a smart campaign for some people
         * @description At most 100 people and 100 tokens, more are refused with 1003, and so is a batch campaign. An unknown campaign is refused with 1013.
         *     The campaign has to be active and to have the trigger Campaign is Requested with the source Web Service API. It runs after the
         *     answer. Needs the permission Execute Campaign.
         *     Sources: Adobe Marketo developer guide, smart-campaigns and error-codes; Adobe marketo-apis, swagger-mapi.
         *     Assumed: a campaign that is not active or has no such trigger is refused with 1003, an unknown person with 1004, a token whose name
         *     has not the form `{{my.name}}` with 1003. No flow step here uses tokens.
         */
        post: operations["marketo.requestCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/campaigns/{campaignId}/schedule.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a batch campaign run at a time
         * @description Runs five minutes after the call, or at `runAt` when that is later; more than two years ahead is refused with 1042. An unknown
         *     campaign is refused with 1013. Needs the permission Execute Campaign.
         *     Sources: Adobe Marketo developer guide, smart-campaigns and error-codes; Adobe marketo-apis, swagger-mapi.
         *     Assumed: a trigger campaign is refused with 1003, a `runAt` that cannot be read with 1042. Programs cannot be cloned here:
         *     `cloneToProgram` is refused with 703.
         */
        post: operations["marketo.scheduleCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/activities/external.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log custom activities of people
         * @description At most 300, each of a custom type of `marketo.getActivityTypes` (ids from 100000). They are written once and never changed. Needs
         *     the permission Read-Write Activity.
         *     Sources: Adobe Marketo developer guide, activities and error-codes; Adobe marketo-apis, swagger-mapi.
         *     Assumed: more than 300 are refused with 1003. For single records: a missing member is 1002, an unknown person 1004, an unknown or
         *     built-in type 1003, an unknown attribute 1006, a date that is none or an attribute of another type 1001.
         */
        post: operations["marketo.addCustomActivities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/activities/leadchanges.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how fields of people changed
         * @description Only Change Data Value, of the fields asked for, and New Lead. Pages go on as those of `marketo.getActivities`.
         *     Needs the permission Read-Only Activity.
         *     Sources: Adobe Marketo developer guide, activities; Adobe marketo-apis, swagger-mapi.
         *     Assumed: a new person has no `fields`; an unknown field is refused with 1006, a list with more than 30 `leadIds` or with both
         *     filters with 1003.
         */
        get: operations["marketo.getLeadChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/activities/deletedleads.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read who was deleted
         * @description Activities of the type Delete Lead. Pages go on as those of `marketo.getActivities`. Needs the permission Read-Only Activity.
         *     Sources: Adobe Marketo developer guide, activities; Adobe marketo-apis, swagger-mapi.
         */
        get: operations["marketo.getDeletedLeads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/stats/usage.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the calls of today by user
         * @description Days change at midnight Central time. Needs a token and no permission. Calls that do not count against the quota are not counted.
         *     Source: Adobe Marketo developer guide, usage. That days without calls are left out is assumed.
         */
        get: operations["marketo.getDailyUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/stats/usage/last7days.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the calls of the last seven days by user
         * @description Days change at midnight Central time. Needs a token and no permission. Calls that do not count against the quota are not counted.
         *     Source: Adobe Marketo developer guide, usage. That days without calls are left out is assumed.
         */
        get: operations["marketo.getWeeklyUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/stats/errors.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the refusals of today by code
         * @description Refusals of calls as a whole, whoever made them. Needs a token and no permission. Source: Adobe Marketo developer guide, usage.
         */
        get: operations["marketo.getDailyErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rest/v1/stats/errors/last7days.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the refusals of the last seven days by code
         * @description Refusals of calls as a whole, whoever made them. Needs a token and no permission. Source: Adobe Marketo developer guide, usage.
         */
        get: operations["marketo.getWeeklyErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/oauth2/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange credentials for an access token
         * @description OAuth 2.0, the grants `client_credentials` (client id and secret in the body or by HTTP Basic; runs as the configured integration user),
         *     `password`, `authorization_code`, `refresh_token` and `urn:ietf:params:oauth:grant-type:jwt-bearer`. There is no `expires_in`: a session ends
         *     when the org's time-out says so. Source: Salesforce help, OAuth Authorization Flows; jsforce 3.10.
         */
        post: operations["salesforce.createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/oauth2/authorize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an authorization code for the user
         * @description OAuth 2.0 web server flow. A real org lets the user log in and approve; here the integration user is taken as having done so.
         *     Source: Salesforce help, OAuth 2.0 Web Server Flow; the form of the refusals is assumed.
         */
        get: operations["salesforce.authorize"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/oauth2/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a token
         * @description Ends a session, or makes a refresh token worthless. Source: Salesforce help, Revoke OAuth Tokens; jsforce 3.10. The refusal is assumed.
         */
        post: operations["salesforce.revokeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the API versions
         * @description Needs no token and is not counted against the day's allowance.
         *     Source: Salesforce REST API Developer Guide, headers_api_usage; restforce's recorded responses.
         */
        get: operations["salesforce.listVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        /**
         * List the resources of an API version
         * @description A map of resource names to paths. jsforce reads `identity` from it when it has no token response.
         *     Source: Salesforce REST API Developer Guide; jsforce 3.10.
         */
        get: operations["salesforce.listResources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data/{version}/sobjects": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        /**
         * List the objects of the org
         * @description The sandbox's org has the objects that a lead becomes or is about. Source: Salesforce REST API Developer Guide, Describe Global.
         *     Which attributes an object carries beyond those listed here is left out.
         */
        get: operations["salesforce.describeGlobal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data/{version}/sobjects/Lead": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a lead
         * @description Checks required fields, lengths, e-mail, picklists and duplicate rules, then runs the active assignment rules unless
         *     `Sforce-Auto-Assign` says FALSE. Source: Salesforce REST API Developer Guide v66.0, dome_sobject_create, headers_autoassign, errorcodes.
         */
        post: operations["salesforce.createLead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data/{version}/sobjects/Lead/describe": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        /**
         * Describe the Lead object and its fields
         * @description Made from the `x-salesforce` of `SalesforceLeadRecord`. jsforce asks for it to expand `*`.
         *     Source: Salesforce REST API Developer Guide, sObject Describe. A real describe of GitLab's org is not public.
         */
        get: operations["salesforce.describeLead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data/{version}/sobjects/Lead/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Record id, 15 or 18 characters. A malformed one answers 404 NOT_FOUND. */
                id: components["parameters"]["SalesforceRecordId"];
            };
            cookie?: never;
        };
        /**
         * Read a lead
         * @description All fields, or those named in `fields`. Source: Salesforce REST API Developer Guide, sObject Rows.
         */
        get: operations["salesforce.getLead"];
        put?: never;
        post?: never;
        /**
         * Delete a lead
         * @description Moves the lead to the recycle bin; a later read answers ENTITY_IS_DELETED. Marketo deletes its person in turn.
         *     Sources: Salesforce REST API Developer Guide, sObject Rows; GitLab handbook, marketing-operations/marketo.
         */
        delete: operations["salesforce.deleteLead"];
        options?: never;
        head?: never;
        /**
         * Update a lead
         * @description Changes the fields that are sent. Source: Salesforce REST API Developer Guide, sObject Rows, errorcodes.
         */
        patch: operations["salesforce.updateLead"];
        trace?: never;
    };
    "/services/data/{version}/sobjects/Lead/{field}/{value}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description A field marked as external id (or `idLookup`). Another one answers 404 NOT_FOUND. */
                field: components["parameters"]["SalesforceExternalField"];
                /** @description The value to look for, percent-encoded. */
                value: components["parameters"]["SalesforceExternalValue"];
            };
            cookie?: never;
        };
        /**
         * Read a lead by its external id
         * @description As `salesforce.getLead`, found by a field marked as external id. Source: Salesforce REST API Developer Guide, sObject Rows by External ID.
         */
        get: operations["salesforce.getLeadByExternalId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update the lead with this external id, or create it
         * @description Marketo's sync sends a person with it. The field's own value must not be repeated in the body (assumed). A create needs the required fields
         *     of `SalesforceLeadCreate`. Source: Salesforce REST API Developer Guide v66.0, dome_upsert; restforce's recorded responses.
         */
        patch: operations["salesforce.upsertLead"];
        trace?: never;
    };
    "/services/data/{version}/sobjects/{sobject}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Name of an object, in any case. An unknown one answers 404 NOT_FOUND. */
                sobject: components["parameters"]["SalesforceSobject"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a record of any object
         * @description As `salesforce.createLead`, for every object of the org; assignment rules and duplicate rules are the Lead's only.
         *     Source: Salesforce REST API Developer Guide v66.0, dome_sobject_create.
         */
        post: operations["salesforce.createRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data/{version}/sobjects/{sobject}/describe": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Name of an object, in any case. An unknown one answers 404 NOT_FOUND. */
                sobject: components["parameters"]["SalesforceSobject"];
            };
            cookie?: never;
        };
        /**
         * Describe an object and its fields
         * @description As `salesforce.describeLead`. Source: Salesforce REST API Developer Guide, sObject Describe.
         */
        get: operations["salesforce.describeSobject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data/{version}/sobjects/{sobject}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Name of an object, in any case. An unknown one answers 404 NOT_FOUND. */
                sobject: components["parameters"]["SalesforceSobject"];
                /** @description Record id, 15 or 18 characters. A malformed one answers 404 NOT_FOUND. */
                id: components["parameters"]["SalesforceRecordId"];
            };
            cookie?: never;
        };
        /**
         * Read a record of any object
         * @description All fields, or those named in `fields`. Source: Salesforce REST API Developer Guide, sObject Rows.
         */
        get: operations["salesforce.getRecord"];
        put?: never;
        post?: never;
        /**
         * Delete a record of any object
         * @description Moves the record to the recycle bin. Source: Salesforce REST API Developer Guide, sObject Rows.
         */
        delete: operations["salesforce.deleteRecord"];
        options?: never;
        head?: never;
        /**
         * Update a record of any object
         * @description Changes the fields that are sent. Source: Salesforce REST API Developer Guide, sObject Rows, errorcodes.
         */
        patch: operations["salesforce.updateRecord"];
        trace?: never;
    };
    "/services/data/{version}/sobjects/{sobject}/{field}/{value}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Name of an object, in any case. An unknown one answers 404 NOT_FOUND. */
                sobject: components["parameters"]["SalesforceSobject"];
                /** @description A field marked as external id (or `idLookup`). Another one answers 404 NOT_FOUND. */
                field: components["parameters"]["SalesforceExternalField"];
                /** @description The value to look for, percent-encoded. */
                value: components["parameters"]["SalesforceExternalValue"];
            };
            cookie?: never;
        };
        /**
         * Read a record of any object by its external id
         * @description As `salesforce.getRecord`. Source: Salesforce REST API Developer Guide, sObject Rows by External ID.
         */
        get: operations["salesforce.getRecordByExternalId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update the record with this external id, or create it
         * @description As `salesforce.upsertLead`. Source: Salesforce REST API Developer Guide v66.0, dome_upsert.
         */
        patch: operations["salesforce.upsertRecord"];
        trace?: never;
    };
    "/services/data/{version}/composite/sobjects": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create up to 200 records
         * @description Each record names its object in `attributes`. A request that can be read is answered with 200, even if all of its records are refused.
         *     Source: Salesforce REST API Developer Guide, Composite, sObject Collections.
         */
        post: operations["salesforce.createRecords"];
        /**
         * Delete up to 200 records
         * @description Source: Salesforce REST API Developer Guide, Composite, sObject Collections.
         */
        delete: operations["salesforce.deleteRecords"];
        options?: never;
        head?: never;
        /**
         * Update up to 200 records
         * @description Each record has its `id`. Source: Salesforce REST API Developer Guide, Composite, sObject Collections.
         */
        patch: operations["salesforce.updateRecords"];
        trace?: never;
    };
    "/services/data/{version}/composite/sobjects/{sobject}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Name of an object, in any case. An unknown one answers 404 NOT_FOUND. */
                sobject: components["parameters"]["SalesforceSobject"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read up to 2,000 records of one object
         * @description Null stands in the place of a record that is not there. Source: Salesforce REST API Developer Guide, Composite, sObject Collections.
         */
        post: operations["salesforce.retrieveRecords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data/{version}/composite/sobjects/{sobject}/{field}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Name of an object, in any case. An unknown one answers 404 NOT_FOUND. */
                sobject: components["parameters"]["SalesforceSobject"];
                /** @description A field marked as external id (or `idLookup`). Another one answers 404 NOT_FOUND. */
                field: components["parameters"]["SalesforceExternalField"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update or create up to 200 records by an external id
         * @description Since API v46.0; earlier versions answer 404. Source: Salesforce REST API Developer Guide, Composite, sObject Collections; jsforce 3.10
         *     asks for it from v46.0 on.
         */
        patch: operations["salesforce.upsertRecords"];
        trace?: never;
    };
    "/services/data/{version}/query": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        /**
         * Run a SOQL query
         * @description A page has 2,000 records unless `Sforce-Query-Options` says otherwise; `SELECT count() FROM Lead` answers `totalSize` and no records. SOQL is
         *     understood as far as one object, WHERE, ORDER BY, LIMIT, OFFSET, date literals and, since v51.0, FIELDS() go.
         *     Sources: restforce's recorded responses; jsforce 3.10.
         */
        get: operations["salesforce.query"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data/{version}/queryAll": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        /**
         * Run a SOQL query over deleted records too
         * @description As `salesforce.query`, the recycle bin included. Its next pages are those of `salesforce.queryMore` (assumed).
         *     Source: Salesforce REST API Developer Guide, QueryAll.
         */
        get: operations["salesforce.queryAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data/{version}/query/{locator}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description The last path segment of `nextRecordsUrl`. */
                locator: string;
            };
            cookie?: never;
        };
        /**
         * Read the next page of a query
         * @description An unknown or expired locator is refused with INVALID_QUERY_LOCATOR. Sources: restforce's recorded responses; jsforce 3.10.
         */
        get: operations["salesforce.queryMore"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data/{version}/limits": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        /**
         * Read the org's limits and what is left of them
         * @description Source: Salesforce REST API Developer Guide, dome_limits.
         */
        get: operations["salesforce.getLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data/{version}/jobs/ingest": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a job that ingests records
         * @description Source: Salesforce Bulk API 2.0 guide, Spring '26, Create a Job. The refusals are assumed.
         */
        post: operations["salesforce.createIngestJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data/{version}/jobs/ingest/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Id of the job. An unknown one answers 404 NOT_FOUND. */
                id: string;
            };
            cookie?: never;
        };
        /**
         * Read how far a job is
         * @description Source: Salesforce Bulk API 2.0 guide, Spring '26, Get Job Info.
         */
        get: operations["salesforce.getIngestJob"];
        put?: never;
        post?: never;
        /**
         * Delete a job with its data
         * @description A job that is open or under way is not deleted. Source: Salesforce Bulk API 2.0 guide, Spring '26, Delete a Job.
         */
        delete: operations["salesforce.deleteIngestJob"];
        options?: never;
        head?: never;
        /**
         * Say that the data is complete, or give the job up
         * @description `UploadComplete` sets the job going. Source: Salesforce Bulk API 2.0 guide, Spring '26, Upload Complete, Abort a Job.
         */
        patch: operations["salesforce.updateIngestJob"];
        trace?: never;
    };
    "/services/data/{version}/jobs/ingest/{id}/batches": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Id of the job. An unknown one answers 404 NOT_FOUND. */
                id: string;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Upload the records of a job
         * @description Once for each job. Source: Salesforce Bulk API 2.0 guide, Spring '26, Upload Job Data.
         */
        put: operations["salesforce.uploadIngestData"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data/{version}/jobs/ingest/{id}/successfulResults": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Id of the job. An unknown one answers 404 NOT_FOUND. */
                id: string;
            };
            cookie?: never;
        };
        /**
         * Read the records that were saved
         * @description `sf__Id` and `sf__Created` stand before the columns that were sent. A job that is not at its end is refused, which is assumed. Source: Salesforce Bulk API 2.0 guide, Spring '26.
         */
        get: operations["salesforce.getSuccessfulResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data/{version}/jobs/ingest/{id}/failedResults": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Id of the job. An unknown one answers 404 NOT_FOUND. */
                id: string;
            };
            cookie?: never;
        };
        /**
         * Read the records that were refused
         * @description `sf__Id` and `sf__Error` stand before the columns that were sent. A job that is not at its end is refused, which is assumed. Source: Salesforce Bulk API 2.0 guide, Spring '26.
         */
        get: operations["salesforce.getFailedResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/data/{version}/jobs/ingest/{id}/unprocessedrecords": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Id of the job. An unknown one answers 404 NOT_FOUND. */
                id: string;
            };
            cookie?: never;
        };
        /**
         * Read the records that were not reached
         * @description The columns that were sent; of a job that failed or was given up. A job that is not at its end is refused, which is assumed. Source: Salesforce Bulk API 2.0 guide, Spring '26.
         */
        get: operations["salesforce.getUnprocessedRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/services/Soap/u/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `42.0` to `68.0`; another one is refused with UNSUPPORTED_API_VERSION. */
                version: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call the SOAP API of the partner WSDL
         * @description The body's element says which call it is: `login`, up to v64.0 only, `logout` or `convertLead`. All but `login` need a session in `SessionHeader`.
         *     Sources: Salesforce SOAP API Developer Guide, login, logout, convertLead; Salesforce help, Platform SOAP API login() Retirement; jsforce 3.10.
         */
        post: operations["salesforce.callSoap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/id/{organizationId}/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The org, `00D…`. */
                organizationId: string;
                /** @description The user, `005…`. */
                userId: string;
            };
            cookie?: never;
        };
        /**
         * Tell who a token belongs to
         * @description The `id` URL of a token response. The token comes as `oauth_token` or in the Authorization header.
         *     Source: jsforce 3.10 (`identity()`). The refusals are those that public clients handle.
         */
        get: operations["salesforce.getIdentity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether the sandbox is up, and where each system answers
         * @description Needs no access token, so that a container's health check can use it. Without the token it leaves out `clock`, `traces` and `damage`.
         */
        get: operations["control.getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign a browser in as a GitLab user
         * @description Sets the cookie `_gitlab_session`, as GitLab's own sign-in would. No password is asked for.
         */
        post: operations["control.signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a GitLab user, with the personal namespace that GitLab gives each
         * @description The e-mail and the username must be new. With `group` a top-level group is created whose owner the user is.
         */
        post: operations["control.registerUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/traces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List traces, newest first unless sorted otherwise
         * @description A trace is everything one lead caused. Filters narrow the list; `after` pages on behind the last trace of the page before, whatever came or
         *     went meanwhile. It belongs to the sort and the order that it was answered with.
         */
        get: operations["control.listTraces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/traces/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one trace with every exchange, run and step
         * @description The spans in the order in which they began, bodies included.
         */
        get: operations["control.getTrace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/traces/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Note what a reviewer thinks of a lead
         * @description Replaces the review before. It is kept when retention drops the trace, and forgotten by a reset.
         */
        put: operations["control.reviewTrace"];
        post?: never;
        /**
         * Take a review back
         * @description Works for a trace that retention has dropped, too.
         */
        delete: operations["control.deleteReview"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/traces/{id}/har": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a trace's exchanges as an HTTP archive
         * @description HAR 1.2, for the tools that read it. What it has no place for stands in members with an underscore. Credentials are redacted; jobs are no
         *     exchanges and are left out.
         */
        get: operations["control.exportHar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/traces/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a trace's first request again
         * @description As it was sent, by whoever sent it, in a trace of its own. Traces keep no credentials: a GitLab form is sent in a new session of the user, any other
         *     request with the sandbox's own credentials. Answers when the request has been answered; its jobs may still wait.
         */
        post: operations["control.replayTrace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/traces/{id}/lineage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell what became of each field of a lead, from the form to Salesforce
         * @description Requests are what was sent in this trace; of several attempts, the last that succeeded. Rows are as this trace's own work read and left
         *     them, so that later leads of the person change nothing here.
         */
        get: operations["control.getLineage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell how the pipeline is doing, and what needs attention
         * @description Exchanges are counted since `since`, when the sandbox was started or reset; durations and minutes are real, however the clock was moved.
         */
        get: operations["control.getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List every system's tables with their number of rows and their columns
         * @description Names read `<system>.<table>`.
         */
        get: operations["control.listTables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/tables/{system}/{table}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a table
         * @description Rows newest first. Any other query parameter is a column to filter by, compared as text: `?email=jane@example.com`.
         *     Tokens are stored as hashes only.
         */
        get: operations["control.listRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs that wait, run, are retried or are dead
         * @description A job that succeeded is gone, as in Sidekiq; its runs stay in the lead's trace.
         */
        get: operations["control.listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/jobs/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a job now, or retry a dead one
         * @description Answers when the run has ended.
         */
        post: operations["control.runJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read GitLab's and CustomersDot's logs
         * @description The application and Sidekiq logs the development guide tells people to check, newest first, with GitLab's field names.
         *     Redacted: no credential, no personal data beyond ids.
         */
        get: operations["control.listLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/provider-states": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring about a provider state of a contract, or take it back
         * @description Pact's state-change request. `setup` changes the rows that the state needs and answers with values that a pact's generators may use (`${token}`);
         *     `teardown` puts these rows back as they were before, whatever happened to them since. The states and their parameters are the `…States` schemas
         *     of each system: `WorkatoStates` and so on.
         *     Source of the protocol: Pact documentation, "Provider states", and pact_verifier_cli.
         */
        post: operations["control.changeState"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Hold the sandbox for a verification, renew the hold or end it
         * @description Verifications change the same rows, so only one at a time may hold the sandbox. `pql-sandbox verify --url` does this itself.
         */
        put: operations["control.holdVerification"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/contracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the hops' contracts, and how they were last verified, covered and mutated
         * @description The interactions are those of the pacts that the sandbox carries; the rest is what was last handed in.
         */
        get: operations["control.getContracts"];
        put?: never;
        /**
         * Hand in what a verification, a coverage or a mutation run found
         * @description What the commands `verify`, `coverage` and `mutate` write with `--json`. A section that is handed in replaces the hop's last one of its kind.
         */
        post: operations["control.reportContracts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forget everything and start from the seed
         * @description Empties every table and all traces, then puts the seeded users, namespaces, recipes and rules back. The clock returns to the present.
         */
        post: operations["control.reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/seed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put rows into tables
         * @description Inserts each row, or replaces the one with the same key; all of them or none. Enough to stop a recipe
         *     (`{"workato": {"recipes": [{"id": 39999, …, "running": false}]}}`), to add a namespace, to turn a feature flag.
         */
        post: operations["control.seed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the sandbox's clock
         * @description Everything that waits (token expiry, retries, trial end) waits on this clock.
         */
        get: operations["control.getClock"];
        put?: never;
        /**
         * Freeze, move or release the clock
         * @description `freeze` stops it (at `now`, when given); `advance` moves it on by seconds, and what fell due on the way has run, in order,
         *     when the answer comes; `resume` lets it run on from where it is; `reset` brings back the present. The clock goes from 2002 to 2199.
         */
        post: operations["control.moveClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/env/{system}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell what a real system's set-up asks for to use this sandbox
         * @description Environment variables by name. `gdk`: GitLab's way to CustomersDot; `customersdot`: its ways to Workato and, in 2022, to Platypus; `platypus`: its way to Workato; `workato`: the Marketo connection
         *     of a recipe; `marketo`: the account with which Marketo syncs to Salesforce, and what a Marketo REST client asks for; `salesforce`: a Salesforce client.
         *     Names of GitLab and CustomersDot are those of the PQL development guide and of GitLab's client; the others are this project's.
         */
        get: operations["control.getEnv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what happens
         * @description Server-sent events: `span` (an exchange or run ended; data as in a trace), `log` (a log line), `rows` (rows were
         *     written or removed; data `rows`, each with `table` and `key`), `clock`, `health` (data cannot be written, or can be again), `reset`.
         *     A comment line every 15 seconds keeps the connection open.
         */
        get: operations["control.streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description What contracts may ask GitLab to be like, by the name of the provider state, with its parameters. Names follow GitLab's habit for Pact: present
         *     tense, lower case. Source: GitLab docs, development/testing_guide/contract.
         */
        GitlabStates: {
            "an admin's access token exists"?: Record<string, never>;
            "a namespace without a subscription exists"?: {
                /** @example 7000 */
                id: number;
                /** @example Initech */
                name: string;
                /** @example initech */
                path: string;
                /**
                 * @description Id of a user who owns it.
                 * @example 42
                 */
                owner_id?: number;
            };
            "a namespace with a subscription exists"?: {
                /** @example 7000 */
                id: number;
                /** @example Initech */
                name: string;
                /** @example initech */
                path: string;
                /**
                 * @description Id of a user who owns it.
                 * @example 42
                 */
                owner_id?: number;
                plan_code: components["schemas"]["GitlabPlanCode"];
            };
            "no namespace exists"?: {
                /** @example 7000 */
                id: number;
            };
        };
        GitlabTables: {
            users?: components["schemas"]["GitlabUserRow"][];
            namespaces?: components["schemas"]["GitlabNamespaceRow"][];
            members?: components["schemas"]["GitlabMemberRow"][];
            subscriptions?: components["schemas"]["GitlabSubscriptionRow"][];
            add_on_purchases?: components["schemas"]["GitlabAddOnPurchaseRow"][];
            sessions?: components["schemas"]["GitlabSessionRow"][];
            features?: components["schemas"]["GitlabFeatureRow"][];
            personal_access_tokens?: components["schemas"]["GitlabAccessTokenRow"][];
            duplicate_jobs?: components["schemas"]["GitlabDuplicateJobRow"][];
        };
        /** @description What contracts may ask CustomersDot to be like, by the name of the provider state, with its parameters. */
        CustomersdotStates: {
            "GitLab's account may use the API"?: Record<string, never>;
            "GitLab's account is blocked"?: Record<string, never>;
            "a token for GitLab's internal API is signed"?: Record<string, never>;
            "no customer account exists"?: {
                /**
                 * @description Id of the GitLab user.
                 * @example 42
                 */
                uid: number;
                /** @example jane@example.com */
                email: string;
            };
            "another customer account has the e-mail"?: {
                /**
                 * @description Id of the GitLab user who asks.
                 * @example 42
                 */
                uid: number;
                /** @example jane@example.com */
                email: string;
            };
            "a namespace that has used no trial exists"?: {
                /** @example 7000 */
                namespace_id: number;
            };
            "a namespace that has used its trial exists"?: {
                /** @example 7000 */
                namespace_id: number;
                /**
                 * @description As in `trial_histories`, 1 unless given.
                 * @example 1
                 * @enum {integer}
                 */
                trial_type?: 1 | 2;
            };
        };
        CustomersdotTables: {
            leads?: components["schemas"]["CustomersdotLead"][];
            customers?: components["schemas"]["CustomersdotCustomer"][];
            orders?: components["schemas"]["CustomersdotOrder"][];
            trial_histories?: components["schemas"]["CustomersdotTrialHistory"][];
            iterable_triggers?: components["schemas"]["CustomersdotIterableTrigger"][];
            admins?: components["schemas"]["CustomersdotAdmin"][];
            settings?: components["schemas"]["CustomersdotSetting"][];
        };
        /** @description What contracts may ask Platypus to be like, by the name of the provider state, with its parameters. */
        PlatypusStates: {
            "a client of Platypus exists"?: Record<string, never>;
            "an access token of Platypus is valid"?: Record<string, never>;
            "an access token of Platypus has expired"?: Record<string, never>;
        };
        PlatypusTables: {
            tokens?: components["schemas"]["PlatypusTokenRow"][];
            completed_jobs?: components["schemas"]["PlatypusCompletedJob"][];
            alerts?: components["schemas"]["PlatypusAlert"][];
        };
        /** @description What contracts may ask Workato to be like, by the name of the provider state, with its parameters. */
        WorkatoStates: {
            "a client of the API platform exists"?: Record<string, never>;
            "an access token of the API platform is valid"?: Record<string, never>;
            "an access token of the API platform has expired"?: Record<string, never>;
            "the recipe is running"?: Record<string, never>;
            "the recipe is stopped"?: Record<string, never>;
            "the recipe takes longer than the request timeout"?: Record<string, never>;
            "the client's access policy is exceeded"?: Record<string, never>;
        };
        WorkatoTables: {
            api_clients?: components["schemas"]["WorkatoApiClient"][];
            tokens?: components["schemas"]["WorkatoTokenRow"][];
            recipes?: components["schemas"]["WorkatoRecipe"][];
            jobs?: components["schemas"]["WorkatoJob"][];
            access_policies?: components["schemas"]["WorkatoAccessPolicy"][];
        };
        /** @description What contracts may ask Marketo to be like, by the name of the provider state, with its parameters. */
        MarketoStates: {
            "a custom service exists"?: Record<string, never>;
            "an access token of the custom service is valid"?: Record<string, never>;
            "an access token of the custom service has expired"?: Record<string, never>;
            "no person has the e-mail"?: {
                /** @example jane@example.com */
                email: string;
            };
            "a person has the e-mail"?: {
                /** @example jane@example.com */
                email: string;
            };
            "two persons share the e-mail"?: {
                /** @example jane@example.com */
                email: string;
            };
            "the rate limit is exceeded"?: Record<string, never>;
            "the limit of concurrent calls is reached"?: Record<string, never>;
        };
        MarketoTables: {
            tokens?: components["schemas"]["MarketoTokenRow"][];
            leads?: components["schemas"]["MarketoLead"][];
            activities?: components["schemas"]["MarketoActivityRow"][];
            sync_errors?: components["schemas"]["MarketoSyncError"][];
            campaigns?: components["schemas"]["MarketoCampaignRow"][];
            lists?: components["schemas"]["MarketoList"][];
            list_members?: components["schemas"]["MarketoListMember"][];
            programs?: components["schemas"]["MarketoProgram"][];
            forms?: components["schemas"]["MarketoForm"][];
            partitions?: components["schemas"]["MarketoPartitionRow"][];
            pending_updates?: components["schemas"]["MarketoPendingUpdate"][];
            users?: components["schemas"]["MarketoUser"][];
            switches?: components["schemas"]["MarketoSwitch"][];
            limits?: components["schemas"]["MarketoLimit"][];
        };
        /** @description What contracts may ask Salesforce to be like, by the name of the provider state, with its parameters. */
        SalesforceStates: {
            "a connected app exists"?: Record<string, never>;
            "a session is open"?: Record<string, never>;
            "a session has expired"?: Record<string, never>;
            "no lead has the external id"?: {
                /**
                 * @description Value of Marketo_Lead_Id__c.
                 * @example 50
                 */
                external_id: string;
            };
            "a lead has the external id"?: {
                /**
                 * @description Value of Marketo_Lead_Id__c.
                 * @example 50
                 */
                external_id: string;
            };
            "another lead has the e-mail and the duplicate rule is active"?: {
                /** @example jane@example.com */
                email: string;
            };
            "the day's API calls are spent"?: Record<string, never>;
            "the instance is unavailable for some calls"?: {
                /**
                 * @description So many REST calls are refused.
                 * @example 1
                 */
                calls: number;
            };
        };
        SalesforceTables: {
            tokens?: components["schemas"]["SalesforceTokenRow"][];
            refresh_tokens?: components["schemas"]["SalesforceRefreshTokenRow"][];
            authorization_codes?: components["schemas"]["SalesforceAuthorizationCodeRow"][];
            certificates?: components["schemas"]["SalesforceCertificateRow"][];
            leads?: components["schemas"]["SalesforceLeadRow"][];
            queues?: components["schemas"]["SalesforceQueueRow"][];
            assignment_rules?: components["schemas"]["SalesforceAssignmentRuleRow"][];
            duplicate_rules?: components["schemas"]["SalesforceDuplicateRuleRow"][];
            accounts?: components["schemas"]["SalesforceAccountRow"][];
            contacts?: components["schemas"]["SalesforceContactRow"][];
            opportunities?: components["schemas"]["SalesforceOpportunityRow"][];
            tasks?: components["schemas"]["SalesforceTaskRow"][];
            campaigns?: components["schemas"]["SalesforceCampaignRow"][];
            campaign_members?: components["schemas"]["SalesforceCampaignMemberRow"][];
            validation_rules?: components["schemas"]["SalesforceValidationRuleRow"][];
            ingest_jobs?: components["schemas"]["SalesforceIngestJobRow"][];
            ingest_uploads?: components["schemas"]["SalesforceIngestUploadRow"][];
            ingest_results?: components["schemas"]["SalesforceIngestResultRow"][];
        };
        ControlTables: {
            jobs?: components["schemas"]["ControlJob"][];
            settings?: components["schemas"]["ControlSetting"][];
            reviews?: components["schemas"]["ControlReview"][];
            writers?: components["schemas"]["ControlWriters"][];
        };
        /**
         * @description The part of the app the lead comes from. Free text: the guide asks for a value of its own for each new form.
         *     Sources of the known values: GitLab PQL development guide (2023) where described, GitLab 19.3 for the others.
         * @example group-billing
         */
        GitlabGlmContent: string;
        /**
         * @description What the user did. Free text, set by the button; `Hand Raise PQL` unless the button says otherwise.
         *     Source of the known values: GitLab 19.3 and 15; most are sent by other forms than the hand raise.
         * @example Hand Raise PQL
         */
        GitlabProductInteraction: string;
        /**
         * @description The fields that GitLab permits today; it drops all others.
         * @example {
         *       "namespace_id": 1000,
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "company_name": "ACME",
         *       "phone_number": "+1 23 456-78-90",
         *       "country": "US",
         *       "state": "CA",
         *       "comment": "I want to talk to sales.",
         *       "glm_content": "billing-group",
         *       "product_interaction": "Hand Raise PQL"
         *     }
         * @example {
         *       "namespace_id": "1000",
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "company_name": "ACME",
         *       "phone_number": "1-234567890",
         *       "country": "NL",
         *       "state": null,
         *       "comment": "",
         *       "glm_content": "code-suggestions",
         *       "product_interaction": "Requested Contact-Duo Pro Add-On"
         *     }
         */
        GitlabHandRaiseLead: {
            /**
             * @description A namespace of the user, as a number or as text. Missing, blank or 0 is answered by 404.
             * @example 1000
             * @example 1000
             */
            namespace_id?: number | string;
            /** @example Jane */
            first_name?: string;
            /** @example Doe */
            last_name?: string;
            /** @example ACME */
            company_name?: string;
            /**
             * @description Not checked for any form.
             * @example +1 23 456-78-90
             */
            phone_number?: string;
            /**
             * @description ISO 3166 alpha-2 code.
             * @example US
             */
            country?: string;
            /**
             * @description State code; null unless the country is US or CA.
             * @example CA
             */
            state?: string | null;
            /**
             * @description "Message for the Sales team", may be empty.
             * @example I want to talk to sales.
             */
            comment?: string;
            glm_content?: components["schemas"]["GitlabGlmContent"];
            product_interaction?: components["schemas"]["GitlabProductInteraction"];
        };
        /**
         * @description A page for people. Only its title is meant to be recognised, its markup is the sandbox's own.
         * @example <!DOCTYPE html><html lang="en"><head><title>Not Found</title></head><body><h1>404</h1></body></html>
         * @example <!DOCTYPE html><html lang="en"><head><title>Trial registration unsuccessful</title></head><body><p>We're sorry, your trial could not be created. Please resubmit below to complete your registration.</p><button>Resubmit request</button></body></html>
         */
        GitlabPage: string;
        /**
         * @example {
         *       "namespace_id": 1000,
         *       "plan": "premium"
         *     }
         * @example {
         *       "namespace_id": 1000,
         *       "credits": 0
         *     }
         */
        GitlabAbandonedCart: {
            /**
             * @description A namespace of the user, as a number or as text. Missing, blank or 0 is answered by 404.
             * @example 1000
             * @example 1000
             */
            namespace_id?: number | string;
            /**
             * @description `premium` or `ultimate`, in any case.
             * @example premium
             */
            plan?: string;
            /**
             * @description The credits a month that the namespace has already.
             * @example 0
             */
            credits?: number | string;
        };
        /**
         * @example {
         *       "message": "Invalid plan"
         *     }
         * @example {
         *       "message": "User opt-in required"
         *     }
         * @example {
         *       "message": "User opt-in required to track credits purchase"
         *     }
         */
        GitlabNotTracked: {
            /**
             * @example Invalid plan
             * @enum {string}
             */
            message: "User opt-in required" | "Invalid plan" | "User opt-in required to track credits purchase";
        };
        /**
         * @description Number of employees, by the id of the bucket; the ids contain commas. Labels: "1 - 99", "100 - 499", "500 - 1,999", "2,000 - 9,999",
         *     "10,000 +". In the forms until GitLab 17.
         * @example 1-99
         * @example 10,000+
         * @enum {string}
         */
        GitlabCompanySize: "1-99" | "100-499" | "500-1,999" | "2,000-9,999" | "10,000+";
        /**
         * @description The fields that GitLab permitted in 2023.
         * @example {
         *       "namespace_id": 1000,
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "company_name": "ACME",
         *       "company_size": "1-99",
         *       "phone_number": "+1 23 456-78-90",
         *       "country": "US",
         *       "state": "CA",
         *       "comment": "I want to talk to sales.",
         *       "glm_content": "group-billing",
         *       "product_interaction": "Hand Raise PQL"
         *     }
         */
        GitlabHandRaiseLead2023: {
            /**
             * @description A namespace of the user, as a number or as text. Missing, blank or 0 is answered by 404.
             * @example 1000
             * @example 1000
             */
            namespace_id?: number | string;
            /** @example Jane */
            first_name?: string;
            /** @example Doe */
            last_name?: string;
            /** @example ACME */
            company_name?: string;
            /**
             * @description Not checked for any form.
             * @example +1 23 456-78-90
             */
            phone_number?: string;
            /**
             * @description ISO 3166 alpha-2 code.
             * @example US
             */
            country?: string;
            /**
             * @description State code; null unless the country is US or CA.
             * @example CA
             */
            state?: string | null;
            company_size?: components["schemas"]["GitlabCompanySize"];
            /**
             * @description "Message for the Sales team", may be empty.
             * @example I want to talk to sales.
             */
            comment?: string;
            glm_content?: components["schemas"]["GitlabGlmContent"];
            product_interaction?: components["schemas"]["GitlabProductInteraction"];
        };
        /**
         * @description The fields that GitLab permitted in 2022.
         * @example {
         *       "namespace_id": "1000",
         *       "first_name": "James",
         *       "last_name": "Bond",
         *       "company_name": "ACME",
         *       "company_size": "1-99",
         *       "phone_number": "+1-192-10-10",
         *       "country": "US",
         *       "state": "CA",
         *       "comment": "I want to talk to sales.",
         *       "glm_content": "group-billing"
         *     }
         */
        GitlabHandRaiseLead2022: {
            /**
             * @description A namespace of the user, as a number or as text. Missing, blank or 0 is answered by 404.
             * @example 1000
             * @example 1000
             */
            namespace_id?: number | string;
            /** @example Jane */
            first_name?: string;
            /** @example Doe */
            last_name?: string;
            /** @example ACME */
            company_name?: string;
            /**
             * @description Not checked for any form.
             * @example +1 23 456-78-90
             */
            phone_number?: string;
            /**
             * @description ISO 3166 alpha-2 code.
             * @example US
             */
            country?: string;
            /**
             * @description State code; null unless the country is US or CA.
             * @example CA
             */
            state?: string | null;
            company_size?: components["schemas"]["GitlabCompanySize"];
            /**
             * @description "Message for the Sales team", may be empty.
             * @example I want to talk to sales.
             */
            comment?: string;
            glm_content?: components["schemas"]["GitlabGlmContent"];
        };
        /**
         * @description `lead` and `trial` are the two pages of 2023; `full`, `resubmit_lead` and `resubmit_trial` belong to the single page of today.
         * @example full
         * @enum {string}
         */
        GitlabTrialStep: "lead" | "trial" | "full" | "resubmit_lead" | "resubmit_trial";
        /**
         * @description The domain the lead comes from, free text.
         * @example gitlab.com
         */
        GitlabGlmSource: string;
        /**
         * @description Who will use the trial. Only `company` appears in GitLab's specs, `individual` is assumed.
         * @example company
         * @enum {string}
         */
        GitlabTrialEntity: "company" | "individual";
        /**
         * @description The fields of all generations of the trial form. Not every generation permits each of them, none is required.
         * @example {
         *       "namespace_id": 1000,
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "company_name": "ACME",
         *       "phone_number": "+1 23 456-78-90",
         *       "country": "US",
         *       "state": "CA"
         *     }
         * @example {
         *       "namespace_id": "0",
         *       "new_group_name": "ACME",
         *       "trial_entity": "company",
         *       "glm_source": "about.gitlab.com",
         *       "glm_content": "free-billing"
         *     }
         * @example {
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "company_name": "ACME",
         *       "company_size": "100-499",
         *       "phone_number": "+1 23 456-78-90",
         *       "country": "US",
         *       "state": "CA",
         *       "website_url": "https://acme.example",
         *       "glm_source": "about.gitlab.com",
         *       "glm_content": "free-billing"
         *     }
         */
        GitlabTrialForm: {
            /**
             * Format: password
             * @description The form's CSRF token; the sandbox does not check it.
             * @example csrf_token
             */
            authenticity_token?: string;
            /**
             * @description The group to apply the trial to; 0 creates one.
             * @example 1000
             * @example 0
             */
            namespace_id?: number | string;
            /**
             * @description Name of the group to create.
             * @example ACME
             */
            new_group_name?: string;
            trial_entity?: components["schemas"]["GitlabTrialEntity"];
            /** @example Jane */
            first_name?: string;
            /** @example Doe */
            last_name?: string;
            /** @example ACME */
            company_name?: string;
            /**
             * @description Not checked for any form.
             * @example +1 23 456-78-90
             */
            phone_number?: string;
            /**
             * @description ISO 3166 alpha-2 code.
             * @example US
             */
            country?: string;
            /**
             * @description State code; null unless the country is US or CA.
             * @example CA
             */
            state?: string | null;
            company_size?: components["schemas"]["GitlabCompanySize"];
            /**
             * @description Until GitLab 17.
             * @example https://acme.example
             */
            website_url?: string;
            glm_content?: components["schemas"]["GitlabGlmContent"];
            glm_source?: components["schemas"]["GitlabGlmSource"];
        };
        /**
         * @description The fields of all generations of the add-on trial forms.
         * @example {
         *       "namespace_id": 1000,
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "company_name": "ACME",
         *       "phone_number": "+1 23 456-78-90",
         *       "country": "US",
         *       "state": "CA",
         *       "glm_source": "gitlab.com",
         *       "glm_content": "duo-pro-onboarding"
         *     }
         */
        GitlabDuoTrialForm: {
            /**
             * Format: password
             * @description The form's CSRF token; the sandbox does not check it.
             * @example csrf_token
             */
            authenticity_token?: string;
            /**
             * @description A group that the user owns.
             * @example 1000
             * @example 1000
             */
            namespace_id?: number | string;
            trial_entity?: components["schemas"]["GitlabTrialEntity"];
            /** @example Jane */
            first_name?: string;
            /** @example Doe */
            last_name?: string;
            /** @example ACME */
            company_name?: string;
            /**
             * @description Not checked for any form.
             * @example +1 23 456-78-90
             */
            phone_number?: string;
            /**
             * @description ISO 3166 alpha-2 code.
             * @example US
             */
            country?: string;
            /**
             * @description State code; null unless the country is US or CA.
             * @example CA
             */
            state?: string | null;
            company_size?: components["schemas"]["GitlabCompanySize"];
            /**
             * @description Until GitLab 17.
             * @example https://acme.example
             */
            website_url?: string;
            glm_content?: components["schemas"]["GitlabGlmContent"];
            glm_source?: components["schemas"]["GitlabGlmSource"];
        };
        /**
         * @description The fields that GitLab permitted on the first page of 2022.
         * @example {
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "company_name": "ACME",
         *       "company_size": "1-99",
         *       "phone_number": "1111111111",
         *       "country": "US",
         *       "state": "CA",
         *       "website_url": "https://acme.example",
         *       "glm_content": "free-billing",
         *       "glm_source": "about.gitlab.com"
         *     }
         */
        GitlabTrialLead2022: {
            /**
             * Format: password
             * @description The form's CSRF token; the sandbox does not check it.
             * @example csrf_token
             */
            authenticity_token?: string;
            /** @example Jane */
            first_name?: string;
            /** @example Doe */
            last_name?: string;
            /** @example ACME */
            company_name?: string;
            /**
             * @description Not checked for any form.
             * @example +1 23 456-78-90
             */
            phone_number?: string;
            /**
             * @description ISO 3166 alpha-2 code.
             * @example US
             */
            country?: string;
            /**
             * @description State code; null unless the country is US or CA.
             * @example CA
             */
            state?: string | null;
            company_size?: components["schemas"]["GitlabCompanySize"];
            /**
             * @description Until GitLab 17.
             * @example https://acme.example
             */
            website_url?: string;
            glm_content?: components["schemas"]["GitlabGlmContent"];
            glm_source?: components["schemas"]["GitlabGlmSource"];
        };
        /**
         * @description The fields that GitLab permitted on the second page of 2022.
         * @example {
         *       "namespace_id": "1000",
         *       "trial_entity": "company",
         *       "glm_source": "gitlab.com",
         *       "glm_content": "discover-group-security"
         *     }
         * @example {
         *       "namespace_id": "0",
         *       "new_group_name": "ACME",
         *       "trial_entity": "company",
         *       "glm_source": "gitlab.com",
         *       "glm_content": "free-billing"
         *     }
         */
        GitlabTrialApply2022: {
            /**
             * Format: password
             * @description The form's CSRF token; the sandbox does not check it.
             * @example csrf_token
             */
            authenticity_token?: string;
            /**
             * @description The group to apply the trial to; 0 creates one.
             * @example 1000
             * @example 0
             */
            namespace_id?: number | string;
            /**
             * @description Name of the group to create.
             * @example ACME
             */
            new_group_name?: string;
            trial_entity?: components["schemas"]["GitlabTrialEntity"];
            glm_content?: components["schemas"]["GitlabGlmContent"];
            glm_source?: components["schemas"]["GitlabGlmSource"];
        };
        /**
         * @description One list per country: name, ISO 3166 alpha-2 code, flag emoji, dial code.
         * @example [
         *       [
         *         "Canada",
         *         "CA",
         *         "🇨🇦",
         *         "1"
         *       ],
         *       [
         *         "Netherlands",
         *         "NL",
         *         "🇳🇱",
         *         "31"
         *       ],
         *       [
         *         "United States of America",
         *         "US",
         *         "🇺🇸",
         *         "1"
         *       ]
         *     ]
         */
        GitlabCountries: string[][];
        /**
         * @description The code of each state by its name. Open, since the names are the keys.
         * @example {
         *       "California": "CA",
         *       "New York": "NY",
         *       "Texas": "TX"
         *     }
         */
        GitlabCountryStates: {
            [key: string]: string;
        };
        /**
         * @description What GitLab writes for a country that it does not know.
         * @example null
         */
        GitlabNoCountry: null;
        /**
         * @description A SaaS trial is `ultimate_trial`, that of a premium customer `ultimate_trial_paid_customer`.
         * @example ultimate_trial
         * @enum {string}
         */
        GitlabPlanCode: "default" | "free" | "bronze" | "silver" | "premium" | "gold" | "ultimate" | "ultimate_trial" | "ultimate_trial_paid_customer" | "premium_trial" | "opensource";
        /**
         * @description A namespace as an admin or CustomersDot sees it. Counts of members, projects and repository size come with groups only; seats and
         *     `end_date` only with a subscription; the limits only with the right to change them.
         * @example {
         *       "id": 1000,
         *       "name": "ACME",
         *       "path": "acme",
         *       "kind": "group",
         *       "full_path": "acme",
         *       "parent_id": null,
         *       "avatar_url": null,
         *       "web_url": "https://gitlab.com/groups/acme",
         *       "members_count_with_descendants": 2,
         *       "billable_members_count": 2,
         *       "plan": "free",
         *       "trial_ends_on": null,
         *       "trial": false,
         *       "root_repository_size": 100,
         *       "projects_count": 3,
         *       "shared_runners_minutes_limit": null,
         *       "extra_shared_runners_minutes_limit": null,
         *       "additional_purchased_storage_size": 0,
         *       "additional_purchased_storage_ends_on": null
         *     }
         * @example {
         *       "id": 1000,
         *       "name": "ACME",
         *       "path": "acme",
         *       "kind": "group",
         *       "full_path": "acme",
         *       "parent_id": null,
         *       "avatar_url": null,
         *       "web_url": "https://gitlab.com/groups/acme",
         *       "members_count_with_descendants": 2,
         *       "billable_members_count": 2,
         *       "max_seats_used": 0,
         *       "max_seats_used_changed_at": null,
         *       "seats_in_use": 2,
         *       "plan": "ultimate_trial",
         *       "end_date": "2024-01-31",
         *       "trial_ends_on": "2024-01-31",
         *       "trial": true,
         *       "root_repository_size": 100,
         *       "projects_count": 3
         *     }
         */
        GitlabNamespace: {
            /** @example 1000 */
            id: number;
            /** @example ACME */
            name: string;
            /** @example acme */
            path: string;
            /**
             * @example group
             * @enum {string}
             */
            kind: "group" | "user";
            /**
             * @description The paths of the parents and its own.
             * @example acme
             */
            full_path: string;
            /**
             * @description Null for a top-level group and for a user's own.
             * @example null
             */
            parent_id: number | null;
            /** @example null */
            avatar_url: string | null;
            /**
             * Format: uri
             * @example https://gitlab.com/groups/acme
             */
            web_url: string;
            /**
             * @description Members of the group and of its subgroups.
             * @example 2
             */
            members_count_with_descendants?: number;
            /** @example 2 */
            billable_members_count: number | null;
            /**
             * @description Most seats used in this term.
             * @example 0
             */
            max_seats_used?: number | null;
            /**
             * Format: date-time
             * @example null
             */
            max_seats_used_changed_at?: string | null;
            /** @example 1 */
            seats_in_use?: number | null;
            plan: components["schemas"]["GitlabPlanCode"];
            /**
             * Format: date
             * @description The subscription's end.
             * @example 2024-01-31
             */
            end_date?: string | null;
            /**
             * Format: date
             * @example 2024-01-31
             */
            trial_ends_on: string | null;
            /**
             * @description A trial is running.
             * @example true
             */
            trial: boolean;
            /**
             * @description In bytes.
             * @example 100
             */
            root_repository_size?: number | null;
            /** @example 3 */
            projects_count?: number;
            /**
             * @description Compute minutes per month; null for the default, 0 for no limit.
             * @example 400
             */
            shared_runners_minutes_limit?: number | null;
            /**
             * @description Compute minutes purchased in addition.
             * @example 0
             */
            extra_shared_runners_minutes_limit?: number | null;
            /**
             * @description Storage purchased in addition, in MiB.
             * @example 0
             */
            additional_purchased_storage_size?: number | null;
            /**
             * Format: date
             * @example 2024-12-31
             */
            additional_purchased_storage_ends_on?: string | null;
        };
        /**
         * @example {
         *       "message": "401 Unauthorized"
         *     }
         */
        GitlabUnauthorized: {
            /**
             * @example 401 Unauthorized
             * @constant
             */
            message: "401 Unauthorized";
        };
        /**
         * @example {
         *       "message": "403 Forbidden"
         *     }
         */
        GitlabForbidden: {
            /**
             * @example 403 Forbidden
             * @constant
             */
            message: "403 Forbidden";
        };
        /**
         * @example {
         *       "message": "404 Namespace Not Found"
         *     }
         * @example {
         *       "message": "404 GitlabSubscription Not Found"
         *     }
         */
        GitlabNotFound: {
            /**
             * @example 404 Namespace Not Found
             * @enum {string}
             */
            message: "404 Namespace Not Found" | "404 GitlabSubscription Not Found";
        };
        /**
         * @description Why a trial runs again. 1 extended, 2 reactivated.
         * @example 1
         * @enum {integer}
         */
        GitlabTrialExtensionType: 1 | 2;
        /**
         * @example {
         *       "end_date": "2024-02-29",
         *       "trial_ends_on": "2024-02-29",
         *       "trial_extension_type": 1
         *     }
         * @example {
         *       "plan_code": "free",
         *       "trial": false,
         *       "trial_starts_on": null,
         *       "trial_ends_on": null
         *     }
         */
        GitlabSubscriptionUpdate: {
            /**
             * Format: date
             * @example 2024-01-01
             */
            start_date?: string;
            /**
             * Format: date
             * @example 2024-01-31
             */
            end_date?: string | null;
            /**
             * @description Null means `free`.
             * @example ultimate_trial
             */
            plan_code?: components["schemas"]["GitlabPlanCode"] | null;
            /**
             * @description Seats in the subscription.
             * @example 100
             */
            seats?: number;
            /**
             * @description Most seats used in this term.
             * @example 0
             */
            max_seats_used?: number;
            /**
             * @description Renews on its end date.
             * @example null
             */
            auto_renew?: boolean | null;
            /** @example true */
            trial?: boolean;
            /**
             * Format: date
             * @description The start date when missing and `trial` is true.
             * @example 2024-01-01
             */
            trial_starts_on?: string | null;
            /**
             * Format: date
             * @description Needed when `trial` is true; later than the start.
             * @example 2024-01-31
             */
            trial_ends_on?: string | null;
            /** @example 1 */
            trial_extension_type?: components["schemas"]["GitlabTrialExtensionType"] | null;
        };
        /**
         * @example {
         *       "shared_runners_minutes_limit": 1000
         *     }
         * @example {
         *       "gitlab_subscription_attributes": {
         *         "plan_code": "ultimate_trial",
         *         "seats": 100,
         *         "start_date": "2024-01-01",
         *         "end_date": "2024-01-31",
         *         "trial": true,
         *         "trial_starts_on": "2024-01-01",
         *         "trial_ends_on": "2024-01-31"
         *       }
         *     }
         */
        GitlabNamespaceUpdate: {
            /**
             * @description Compute minutes per month; null for the default, 0 for no limit.
             * @example 400
             */
            shared_runners_minutes_limit?: number | null;
            /**
             * @description Compute minutes purchased in addition.
             * @example 0
             */
            extra_shared_runners_minutes_limit?: number | null;
            /**
             * @description Storage purchased in addition, in MiB.
             * @example 0
             */
            additional_purchased_storage_size?: number | null;
            /**
             * Format: date
             * @example 2024-12-31
             */
            additional_purchased_storage_ends_on?: string | null;
            gitlab_subscription_attributes?: components["schemas"]["GitlabSubscriptionUpdate"];
        };
        /**
         * @description Either `error`, for the parameters, or `message`, for the record.
         * @example {
         *       "error": "start_date is missing"
         *     }
         * @example {
         *       "message": {
         *         "trial_ends_on": [
         *           "can't be blank"
         *         ]
         *       }
         *     }
         * @example {
         *       "message": {
         *         "namespace_id": [
         *           "has already been taken"
         *         ]
         *       }
         *     }
         */
        GitlabInvalid: {
            /**
             * @description What is wrong with the parameters, in one line.
             * @example start_date is missing
             */
            error?: string;
            /**
             * @description What is wrong with the record, by field; Rails' own wording, assumed.
             * @example {
             *       "seats": [
             *         "can't be blank"
             *       ]
             *     }
             */
            message?: {
                /**
                 * @example [
                 *       "has already been taken"
                 *     ]
                 */
                namespace_id?: string[];
                /**
                 * @example [
                 *       "can't be blank"
                 *     ]
                 */
                start_date?: string[];
                /**
                 * @example [
                 *       "can't be blank"
                 *     ]
                 */
                end_date?: string[];
                /**
                 * @example [
                 *       "can't be blank"
                 *     ]
                 */
                seats?: string[];
                /**
                 * @example [
                 *       "can't be blank"
                 *     ]
                 */
                trial_starts_on?: string[];
                /**
                 * @example [
                 *       "must be greater than 2024-01-31"
                 *     ]
                 */
                trial_ends_on?: string[];
                /**
                 * @example [
                 *       "can't be blank"
                 *     ]
                 */
                "gitlab_subscription.start_date"?: string[];
                /**
                 * @example [
                 *       "can't be blank"
                 *     ]
                 */
                "gitlab_subscription.end_date"?: string[];
                /**
                 * @example [
                 *       "can't be blank"
                 *     ]
                 */
                "gitlab_subscription.seats"?: string[];
                /**
                 * @example [
                 *       "can't be blank"
                 *     ]
                 */
                "gitlab_subscription.trial_starts_on"?: string[];
                /**
                 * @example [
                 *       "can't be blank"
                 *     ]
                 */
                "gitlab_subscription.trial_ends_on"?: string[];
            };
        };
        /**
         * @example {
         *       "message": "413 Request Entity Too Large"
         *     }
         */
        GitlabTooLarge: {
            /**
             * @example 413 Request Entity Too Large
             * @constant
             */
            message: "413 Request Entity Too Large";
        };
        /**
         * @description A subscription in three parts; every value is null for a namespace without one.
         * @example {
         *       "plan": {
         *         "code": "ultimate_trial",
         *         "name": "Ultimate Trial",
         *         "trial": true,
         *         "auto_renew": null,
         *         "upgradable": false,
         *         "exclude_guests": false
         *       },
         *       "usage": {
         *         "seats_in_subscription": 100,
         *         "seats_in_use": 1,
         *         "max_seats_used": 0,
         *         "seats_owed": 0
         *       },
         *       "billing": {
         *         "subscription_start_date": "2024-01-01",
         *         "subscription_end_date": "2024-01-31",
         *         "trial_ends_on": "2024-01-31"
         *       }
         *     }
         * @example {
         *       "plan": {
         *         "code": null,
         *         "name": null,
         *         "trial": null,
         *         "auto_renew": null,
         *         "upgradable": null,
         *         "exclude_guests": null
         *       },
         *       "usage": {
         *         "seats_in_subscription": null,
         *         "seats_in_use": null,
         *         "max_seats_used": null,
         *         "seats_owed": null
         *       },
         *       "billing": {
         *         "subscription_start_date": null,
         *         "subscription_end_date": null,
         *         "trial_ends_on": null
         *       }
         *     }
         */
        GitlabSubscription: {
            plan: {
                /** @example ultimate_trial */
                code: components["schemas"]["GitlabPlanCode"] | null;
                /**
                 * @description The plan's title.
                 * @example Ultimate Trial
                 */
                name: string | null;
                /** @example true */
                trial: boolean | null;
                /**
                 * @description Renews on its end date.
                 * @example null
                 */
                auto_renew: boolean | null;
                /**
                 * @description A paid plan below the top one, not expired.
                 * @example false
                 */
                upgradable: boolean | null;
                /**
                 * @description Guests take no seat. Older versions do not show it.
                 * @example false
                 */
                exclude_guests?: boolean | null;
            };
            usage: {
                /** @example 100 */
                seats_in_subscription: number | null;
                /** @example 1 */
                seats_in_use: number | null;
                /**
                 * @description Most seats used in this term.
                 * @example 0
                 */
                max_seats_used: number | null;
                /**
                 * @description Seats used beyond those paid for.
                 * @example 0
                 */
                seats_owed: number | null;
            };
            billing: {
                /**
                 * Format: date
                 * @example 2024-01-01
                 */
                subscription_start_date: string | null;
                /**
                 * Format: date
                 * @example 2024-01-31
                 */
                subscription_end_date: string | null;
                /**
                 * Format: date
                 * @example 2024-01-31
                 */
                trial_ends_on: string | null;
            };
        };
        /**
         * @example {
         *       "start_date": "2024-01-01",
         *       "end_date": "2024-01-31",
         *       "plan_code": "ultimate_trial",
         *       "seats": 100,
         *       "trial": true,
         *       "trial_starts_on": "2024-01-01",
         *       "trial_ends_on": "2024-01-31"
         *     }
         * @example {
         *       "start_date": "2024-01-01",
         *       "plan_code": "premium",
         *       "seats": 10
         *     }
         */
        GitlabSubscriptionCreate: {
            /**
             * Format: date
             * @example 2024-01-01
             */
            start_date: string;
            /**
             * Format: date
             * @example 2024-01-31
             */
            end_date?: string | null;
            /**
             * @description Null means `free`.
             * @example ultimate_trial
             */
            plan_code?: components["schemas"]["GitlabPlanCode"] | null;
            /**
             * @description Seats in the subscription.
             * @example 100
             */
            seats?: number;
            /**
             * @description Most seats used in this term.
             * @example 0
             */
            max_seats_used?: number;
            /**
             * @description Renews on its end date.
             * @example null
             */
            auto_renew?: boolean | null;
            /** @example true */
            trial?: boolean;
            /**
             * Format: date
             * @description The start date when missing and `trial` is true.
             * @example 2024-01-01
             */
            trial_starts_on?: string | null;
            /**
             * Format: date
             * @description Needed when `trial` is true; later than the start.
             * @example 2024-01-31
             */
            trial_ends_on?: string | null;
            /** @example 1 */
            trial_extension_type?: components["schemas"]["GitlabTrialExtensionType"] | null;
        };
        /**
         * @description A subscription, without its extension.
         * @example {
         *       "plan_code": "premium",
         *       "seats": 10,
         *       "start_date": "2024-01-01"
         *     }
         */
        GitlabBaseProduct: {
            plan_code?: components["schemas"]["GitlabPlanCode"];
            /**
             * Format: date
             * @example 2024-01-01
             */
            start_date?: string;
            /**
             * Format: date
             * @example 2024-01-31
             */
            end_date?: string | null;
            /** @example 100 */
            seats?: number;
            /** @example 0 */
            max_seats_used?: number;
            /** @example true */
            trial?: boolean;
            /**
             * Format: date
             * @example 2024-01-01
             */
            trial_starts_on?: string | null;
            /**
             * Format: date
             * @example 2024-01-31
             */
            trial_ends_on?: string | null;
            /** @example null */
            auto_renew?: boolean | null;
            /**
             * @description Taken and not kept here.
             * @example true
             */
            contract_overages_allowed?: boolean;
        };
        /**
         * @description Without both dates it is not provisioned.
         * @example {
         *       "quantity": 100,
         *       "started_on": "2024-01-01",
         *       "expires_on": "2024-03-01",
         *       "trial": true
         *     }
         */
        GitlabAddOnProvision: {
            /**
             * @description Seats; not negative.
             * @example 100
             */
            quantity?: number;
            /**
             * Format: date
             * @example 2024-01-01
             */
            started_on?: string;
            /**
             * Format: date
             * @example 2024-03-01
             */
            expires_on?: string;
            /**
             * @description The subscription's name.
             * @example A-S00000001
             */
            purchase_xid?: string;
            /** @example true */
            trial?: boolean;
        };
        /**
         * @example {
         *       "provision": {
         *         "add_on_purchases": {
         *           "duo_pro": [
         *             {
         *               "quantity": 100,
         *               "started_on": "2024-01-01",
         *               "expires_on": "2024-03-01",
         *               "trial": true
         *             }
         *           ]
         *         }
         *       }
         *     }
         * @example {
         *       "provision": {
         *         "base_product": {
         *           "plan_code": "ultimate_trial",
         *           "seats": 100,
         *           "start_date": "2024-01-01",
         *           "end_date": "2024-01-31",
         *           "trial": true,
         *           "trial_starts_on": "2024-01-01",
         *           "trial_ends_on": "2024-01-31"
         *         },
         *         "compute_minutes": {
         *           "shared_runners_minutes_limit": 50000
         *         },
         *         "storage": {
         *           "additional_purchased_storage_size": 10240,
         *           "additional_purchased_storage_ends_on": "2024-12-31"
         *         }
         *       }
         *     }
         */
        GitlabProvisionRequest: {
            provision: {
                base_product?: components["schemas"]["GitlabBaseProduct"];
                compute_minutes?: {
                    /**
                     * @description Compute minutes per month; null for the default, 0 for no limit.
                     * @example 400
                     */
                    shared_runners_minutes_limit?: number | null;
                    /**
                     * @description Compute minutes purchased in addition.
                     * @example 0
                     */
                    extra_shared_runners_minutes_limit?: number | null;
                };
                storage?: {
                    /**
                     * @description Storage purchased in addition, in MiB.
                     * @example 0
                     */
                    additional_purchased_storage_size?: number | null;
                    /**
                     * Format: date
                     * @example 2024-12-31
                     */
                    additional_purchased_storage_ends_on?: string | null;
                };
                /** @description By the name of the add-on; others than these two are left out here. */
                add_on_purchases?: {
                    duo_pro?: components["schemas"]["GitlabAddOnProvision"][];
                    duo_enterprise?: components["schemas"]["GitlabAddOnProvision"][];
                };
            };
        };
        /**
         * @example {
         *       "status": "success"
         *     }
         * @example {
         *       "status": "error",
         *       "message": "Gitlab subscription trial ends on can't be blank"
         *     }
         */
        GitlabProvisionedPart: {
            /**
             * @example success
             * @enum {string}
             */
            status: "success" | "error";
            /**
             * @description Of one that failed.
             * @example Gitlab subscription trial ends on can't be blank
             */
            message?: string;
        };
        /**
         * @description How it went, and with each part; a part that was not asked for is null.
         * @example {
         *       "status": "success",
         *       "message": null,
         *       "payload": {
         *         "base_product": null,
         *         "storage": null,
         *         "compute_minutes": null,
         *         "add_on_purchases": {
         *           "status": "success"
         *         }
         *       }
         *     }
         * @example {
         *       "status": "error",
         *       "message": "Gitlab subscription trial ends on can't be blank",
         *       "payload": {
         *         "base_product": {
         *           "status": "error",
         *           "message": "Gitlab subscription trial ends on can't be blank"
         *         },
         *         "storage": {
         *           "status": "success"
         *         },
         *         "compute_minutes": null,
         *         "add_on_purchases": null
         *       }
         *     }
         */
        GitlabProvisionResult: {
            /**
             * @example success
             * @enum {string}
             */
            status: "success" | "error";
            /**
             * @description What is wrong with any part, in one line.
             * @example null
             */
            message: string | null;
            payload: {
                /** @example null */
                base_product: components["schemas"]["GitlabProvisionedPart"] | null;
                /** @example null */
                storage: components["schemas"]["GitlabProvisionedPart"] | null;
                /** @example null */
                compute_minutes: components["schemas"]["GitlabProvisionedPart"] | null;
                /**
                 * @example {
                 *       "status": "success"
                 *     }
                 */
                add_on_purchases: components["schemas"]["GitlabProvisionedPart"] | null;
            };
        };
        /**
         * @example {
         *       "error": "provision is missing"
         *     }
         * @example {
         *       "message": "400 Bad request - Must be root namespace"
         *     }
         */
        GitlabProvisionRefused: {
            /** @example provision is missing */
            error?: string;
            /**
             * @example 400 Bad request - Must be root namespace
             * @constant
             */
            message?: "400 Bad request - Must be root namespace";
        };
        /**
         * @description Id of the GitLab.com namespace, as a number or, from older forms, as text.
         * @example 123
         * @example 123
         */
        CustomersdotNamespaceId: number | string;
        /**
         * @description A flat lead. The fields are those of all versions of GitLab from 14.5 on. Assumed: the limit of 255 characters and that only the
         *     e-mail is required by form; CustomersDot's validations are not public.
         * @example {
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "company_name": "ACME",
         *       "phone_number": "+1 23 456-78-90",
         *       "country": "US",
         *       "state": "CA",
         *       "namespace_id": 123,
         *       "comment": "I want to talk to sales.",
         *       "glm_content": "billing-group",
         *       "product_interaction": "Hand Raise PQL",
         *       "work_email": "jane@example.com",
         *       "uid": 42,
         *       "setup_for_company": null,
         *       "provider": "gitlab",
         *       "existing_plan": "free",
         *       "glm_source": "gitlab.com"
         *     }
         * @example {
         *       "first_name": "James",
         *       "last_name": "Bond",
         *       "company_name": "ACME",
         *       "company_size": "1-99",
         *       "phone_number": "+1-192-10-10",
         *       "country": "US",
         *       "state": "CA",
         *       "namespace_id": "123",
         *       "comment": "I want to talk to sales.",
         *       "glm_content": "group-billing",
         *       "work_email": "james@example.com",
         *       "uid": 7,
         *       "provider": "gitlab",
         *       "setup_for_company": null,
         *       "glm_source": "gitlab.com"
         *     }
         * @example {
         *       "company_name": "ACME",
         *       "company_size": "10,000+",
         *       "first_name": "José",
         *       "last_name": "Núñez",
         *       "phone_number": "2222222222",
         *       "country": "ES",
         *       "state": null,
         *       "website_url": "https://acme.example",
         *       "role": "devops_engineer",
         *       "jtbd": "ci",
         *       "comment": "Moving our pipelines.",
         *       "trial_onboarding_flow": "false",
         *       "provider": "gitlab",
         *       "skip_email_confirmation": true,
         *       "gitlab_com_trial": true,
         *       "uid": 43,
         *       "work_email": "jose@example.com",
         *       "setup_for_company": true,
         *       "newsletter_segment": true,
         *       "product_interaction": "SaaS Registration"
         *     }
         * @example {
         *       "work_email": "jane@example.com",
         *       "opt_in": true,
         *       "namespace_id": 123,
         *       "existing_plan": "free",
         *       "skip_country_validation": true,
         *       "role": "software_developer",
         *       "preferred_language": "English",
         *       "product_interaction": "cart abandonment - SaaS Premium",
         *       "plan_id": "2c92a00d76f0d5060176f2fb0a5029ff"
         *     }
         * @example {
         *       "work_email": "jane@example.com",
         *       "opt_in": true,
         *       "skip_country_validation": true,
         *       "product_interaction": "Direct Purchase Account Creation Premium Dotcom",
         *       "plan_id": "2c92a00d76f0d5060176f2fb0a5029ff",
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "company_name": "ACME"
         *     }
         */
        CustomersdotHandRaiseLead: {
            /**
             * @description Always `gitlab`.
             * @example gitlab
             */
            provider?: string | null;
            /**
             * @description E-mail of the GitLab user.
             * @example jane@example.com
             */
            work_email: string;
            /**
             * @description GitLab user id.
             * @example 42
             */
            uid?: number;
            /** @example Jane */
            first_name?: string | null;
            /** @example Doe */
            last_name?: string | null;
            namespace_id?: components["schemas"]["CustomersdotNamespaceId"];
            /**
             * @description What the user did; free text that the button or the worker sets.
             * @example Hand Raise PQL
             */
            product_interaction?: string;
            /**
             * @description The namespace's plan; sent since about 2024.
             * @example free
             */
            existing_plan?: string | null;
            /**
             * @description Whether the user signed up for a company; null when not asked.
             * @example true
             */
            setup_for_company?: boolean | null;
            /**
             * @description Whether the user wants e-mail.
             * @example true
             */
            opt_in?: boolean | null;
            /**
             * @description English name of the language.
             * @example English
             */
            preferred_language?: string | null;
            /**
             * @example software_developer
             * @enum {string|null}
             */
            role?: "software_developer" | "development_team_lead" | "devops_engineer" | "systems_administrator" | "security_analyst" | "data_analyst" | "product_manager" | "product_designer" | "other" | null;
            /**
             * @description Job to be done, the `registration_objective` of the registration form.
             * @example move_repository
             * @enum {string|null}
             */
            jtbd?: "basics" | "move_repository" | "code_storage" | "exploring" | "ci" | "other" | "joining_team" | null;
            /**
             * @description Message for the sales team, or the free-text answer of the registration form.
             * @example I want to talk to sales.
             */
            comment?: string | null;
            /** @example ACME */
            company_name?: string | null;
            /**
             * @description Number of employees by bucket; the commas belong to the value. Sent up to about GitLab 17.
             * @example 1-99
             * @enum {string|null}
             */
            company_size?: "1-99" | "100-499" | "500-1,999" | "2,000-9,999" | "10,000+" | null;
            /**
             * @description Free form.
             * @example +1 23 456-78-90
             */
            phone_number?: string | null;
            /**
             * @description ISO 3166 alpha-2 code.
             * @example US
             */
            country?: string | null;
            /**
             * @description State code; null unless the country is US or CA.
             * @example CA
             */
            state?: string | null;
            /**
             * @description Of the older company forms.
             * @example https://acme.example
             */
            website_url?: string | null;
            /**
             * @description Part of the application that the lead comes from.
             * @example group-billing
             */
            glm_content?: string | null;
            /**
             * @description Site that the lead comes from.
             * @example gitlab.com
             */
            glm_source?: string | null;
            /**
             * @deprecated
             * @description Older name of `opt_in`.
             * @example true
             */
            newsletter_segment?: boolean | null;
            /**
             * @description Always true when sent.
             * @example true
             */
            skip_email_confirmation?: boolean;
            /**
             * @description Always true when sent.
             * @example true
             */
            gitlab_com_trial?: boolean;
            /**
             * @deprecated
             * @description Of the registration form of 2023, passed on as it came (`'true'`, `'false'`).
             * @example false
             */
            trial_onboarding_flow?: boolean | string;
            /**
             * @description Of leads without a form: the country may be absent.
             * @example true
             */
            skip_country_validation?: boolean;
            /**
             * @description Plan that was in the cart or bought.
             * @example 2c92a00d76f0d5060176f2fb0a5029ff
             */
            plan_id?: string | null;
        };
        /**
         * @example {
         *       "success": true,
         *       "kind": "lead",
         *       "lead_id": 123
         *     }
         */
        CustomersdotLeadCreated: {
            /**
             * @example true
             * @constant
             */
            success: true;
            /**
             * @example lead
             * @constant
             */
            kind: "lead";
            /**
             * @description Id in `leads`.
             * @example 123
             */
            lead_id: number;
        };
        /**
         * @example {
         *       "error": "Unauthorized"
         *     }
         * @example {
         *       "error": "Forbidden"
         *     }
         * @example {
         *       "error": "Namespace not found"
         *     }
         * @example {
         *       "error": "The request body is not valid JSON"
         *     }
         * @example {
         *       "error": "param is missing or the value is empty: namespace_ids"
         *     }
         * @example {
         *       "error": "The request body is too large"
         *     }
         * @example {
         *       "error": "The request body must be application/json"
         *     }
         */
        CustomersdotError: {
            /** @example Unauthorized */
            error: string;
        };
        /**
         * @description GitLab's client keeps these two members and drops the rest. The forms and the texts about the e-mail and the last name are those of
         *     GitLab's specs (ee/spec/lib/gitlab/subscription_portal/clients/rest_spec.rb and the specs of its services); the others are assumed.
         *     Its client takes either form of `errors`: that leads get the one sentence, and trials the list of sentences that
         *     `HostedPlans::CreateTrialService` collects, is assumed.
         * @example {
         *       "errors": "Email has already been taken",
         *       "error_attribute_map": {
         *         "email": [
         *           "taken"
         *         ]
         *       }
         *     }
         * @example {
         *       "errors": "Last name can't be blank"
         *     }
         * @example {
         *       "errors": [
         *         "some error"
         *       ]
         *     }
         * @example {
         *       "errors": "Country can't be blank",
         *       "error_attribute_map": {
         *         "country": [
         *           "blank"
         *         ]
         *       }
         *     }
         * @example {
         *       "errors": "First name is too long (maximum is 255 characters)",
         *       "error_attribute_map": {
         *         "first_name": [
         *           "too_long"
         *         ]
         *       }
         *     }
         * @example {
         *       "errors": [
         *         "The namespace has already used this trial"
         *       ],
         *       "error_attribute_map": {
         *         "gl_namespace_id": [
         *           "taken"
         *         ]
         *       }
         *     }
         * @example {
         *       "errors": [
         *         "GitLab did not apply the trial"
         *       ]
         *     }
         */
        CustomersdotErrors: {
            /** @description One sentence about a lead, a list of them about a trial. */
            errors: string | string[];
            /** @description Attribute to the reasons why its value is refused; absent when no attribute is to blame. */
            error_attribute_map?: {
                [key: string]: string[];
            };
        };
        /**
         * @description What is tried. Up to 2026-02-10 the Ultimate trials came with Duo Enterprise, since then with the Duo Agent Platform (dap).
         * @example ultimate_with_dap
         * @enum {string}
         */
        CustomersdotTrialType: "ultimate_with_gitlab_duo_enterprise" | "ultimate_with_dap" | "ultimate_on_premium_with_gitlab_duo_enterprise" | "ultimate_on_premium_with_dap" | "gitlab_duo_enterprise" | "gitlab_duo_pro";
        /**
         * @description `trial_user` of a lead call. The trial form inside GitLab sends no `product_interaction`; registration and add-ons do. Limits and the
         *     required field are assumed as for `CustomersdotHandRaiseLead`.
         * @example {
         *       "glm_source": "gitlab.com",
         *       "glm_content": "gold-callout",
         *       "company_name": "ACME",
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "phone_number": "123-456-7890",
         *       "country": "US",
         *       "state": "CA",
         *       "work_email": "jane@example.com",
         *       "uid": 42,
         *       "namespace_id": 123,
         *       "trial_type": "ultimate_with_dap",
         *       "setup_for_company": null,
         *       "skip_email_confirmation": true,
         *       "gitlab_com_trial": true,
         *       "existing_plan": "free",
         *       "provider": "gitlab"
         *     }
         * @example {
         *       "company_name": "ACME",
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "phone_number": "+1 23 456-78-90",
         *       "country": "US",
         *       "state": "CA",
         *       "comment": "Moving our repositories.",
         *       "provider": "gitlab",
         *       "skip_email_confirmation": true,
         *       "gitlab_com_trial": true,
         *       "uid": 42,
         *       "work_email": "jane@example.com",
         *       "setup_for_company": true,
         *       "preferred_language": "English",
         *       "opt_in": true,
         *       "role": "software_developer",
         *       "jtbd": "move_repository",
         *       "glm_content": "free-billing",
         *       "glm_source": "about.gitlab.com",
         *       "product_interaction": "SaaS Trial",
         *       "with_add_on": true,
         *       "add_on_name": "duo_enterprise"
         *     }
         * @example {
         *       "company_name": "ACME",
         *       "country": "US",
         *       "state": "CA",
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "work_email": "jane@example.com",
         *       "uid": 42,
         *       "setup_for_company": true,
         *       "skip_email_confirmation": true,
         *       "gitlab_com_trial": true,
         *       "provider": "gitlab",
         *       "product_interaction": "SaaS Trial",
         *       "role": "software_developer",
         *       "jtbd": "move_repository"
         *     }
         * @example {
         *       "company_name": "ACME",
         *       "company_size": "1-99",
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "phone_number": "1111111111",
         *       "country": "US",
         *       "state": "CA",
         *       "glm_content": "free-billing",
         *       "glm_source": "about.gitlab.com",
         *       "work_email": "jane@example.com",
         *       "uid": 42,
         *       "setup_for_company": null,
         *       "skip_email_confirmation": true,
         *       "gitlab_com_trial": true,
         *       "provider": "gitlab",
         *       "newsletter_segment": true
         *     }
         * @example {
         *       "glm_source": "gitlab.com",
         *       "glm_content": "duo-pro-onboarding",
         *       "company_name": "ACME",
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "phone_number": "123-456-7890",
         *       "country": "US",
         *       "state": "CA",
         *       "work_email": "jane@example.com",
         *       "uid": 42,
         *       "namespace_id": 123,
         *       "setup_for_company": null,
         *       "skip_email_confirmation": true,
         *       "gitlab_com_trial": true,
         *       "existing_plan": "premium",
         *       "provider": "gitlab",
         *       "product_interaction": "duo_pro_trial",
         *       "add_on_name": "code_suggestions",
         *       "preferred_language": "English",
         *       "opt_in": true
         *     }
         */
        CustomersdotTrialLead: {
            /**
             * @description Always `gitlab`.
             * @example gitlab
             */
            provider?: string | null;
            /**
             * @description E-mail of the GitLab user.
             * @example jane@example.com
             */
            work_email: string;
            /**
             * @description GitLab user id.
             * @example 42
             */
            uid?: number;
            /** @example Jane */
            first_name?: string | null;
            /** @example Doe */
            last_name?: string | null;
            namespace_id?: components["schemas"]["CustomersdotNamespaceId"];
            /**
             * @description What the user did; free text that the button or the worker sets.
             * @example Hand Raise PQL
             */
            product_interaction?: string;
            /**
             * @description The namespace's plan; sent since about 2024.
             * @example free
             */
            existing_plan?: string | null;
            /**
             * @description Whether the user signed up for a company; null when not asked.
             * @example true
             */
            setup_for_company?: boolean | null;
            /**
             * @description Whether the user wants e-mail.
             * @example true
             */
            opt_in?: boolean | null;
            /**
             * @description English name of the language.
             * @example English
             */
            preferred_language?: string | null;
            /**
             * @example software_developer
             * @enum {string|null}
             */
            role?: "software_developer" | "development_team_lead" | "devops_engineer" | "systems_administrator" | "security_analyst" | "data_analyst" | "product_manager" | "product_designer" | "other" | null;
            /**
             * @description Job to be done, the `registration_objective` of the registration form.
             * @example move_repository
             * @enum {string|null}
             */
            jtbd?: "basics" | "move_repository" | "code_storage" | "exploring" | "ci" | "other" | "joining_team" | null;
            /**
             * @description Message for the sales team, or the free-text answer of the registration form.
             * @example I want to talk to sales.
             */
            comment?: string | null;
            /** @example ACME */
            company_name?: string | null;
            /**
             * @description Number of employees by bucket; the commas belong to the value. Sent up to about GitLab 17.
             * @example 1-99
             * @enum {string|null}
             */
            company_size?: "1-99" | "100-499" | "500-1,999" | "2,000-9,999" | "10,000+" | null;
            /**
             * @description Free form.
             * @example +1 23 456-78-90
             */
            phone_number?: string | null;
            /**
             * @description ISO 3166 alpha-2 code.
             * @example US
             */
            country?: string | null;
            /**
             * @description State code; null unless the country is US or CA.
             * @example CA
             */
            state?: string | null;
            /**
             * @description Of the older company forms.
             * @example https://acme.example
             */
            website_url?: string | null;
            /**
             * @description Part of the application that the lead comes from.
             * @example group-billing
             */
            glm_content?: string | null;
            /**
             * @description Site that the lead comes from.
             * @example gitlab.com
             */
            glm_source?: string | null;
            /**
             * @deprecated
             * @description Older name of `opt_in`.
             * @example true
             */
            newsletter_segment?: boolean | null;
            /**
             * @description Always true when sent.
             * @example true
             */
            skip_email_confirmation?: boolean;
            /**
             * @description Always true when sent.
             * @example true
             */
            gitlab_com_trial?: boolean;
            /**
             * @deprecated
             * @description Of the registration form of 2023, passed on as it came (`'true'`, `'false'`).
             * @example false
             */
            trial_onboarding_flow?: boolean | string;
            /**
             * @description Whether an add-on comes with the trial. Stands beside or inside `trial_user`, depending on the form.
             * @example true
             */
            with_add_on?: boolean;
            /**
             * @description Duo Enterprise or, as `code_suggestions`, Duo Pro. Stands beside or inside `trial_user`, depending on the form.
             * @example duo_enterprise
             * @enum {string}
             */
            add_on_name?: "duo_enterprise" | "code_suggestions";
            /**
             * @description GitLab leaves it out.
             * @example false
             * @constant
             */
            sync_to_gl?: false;
            trial_type?: components["schemas"]["CustomersdotTrialType"];
        };
        /**
         * @description The namespace as GitLab knows it.
         * @example {
         *       "id": 123,
         *       "name": "ACME",
         *       "path": "acme",
         *       "kind": "group",
         *       "trial_ends_on": null,
         *       "plan": "free"
         *     }
         */
        CustomersdotNamespace: {
            /** @example 123 */
            id: number;
            /** @example ACME */
            name: string;
            /** @example acme */
            path: string;
            /**
             * @description A trial is for a group.
             * @example group
             */
            kind: string;
            /**
             * Format: date
             * @example 2024-01-31
             */
            trial_ends_on: string | null;
            /**
             * @description Sent since about 2024; never when the group is made at registration.
             * @example free
             */
            plan?: string | null;
        };
        /**
         * @description `trial_user` of an apply call; no contact fields.
         * @example {
         *       "glm_source": "gitlab.com",
         *       "glm_content": "discover-group-security",
         *       "namespace_id": 123,
         *       "gitlab_com_trial": true,
         *       "sync_to_gl": true,
         *       "namespace": {
         *         "id": 123,
         *         "name": "ACME",
         *         "path": "acme",
         *         "kind": "group",
         *         "trial_ends_on": null,
         *         "plan": "free"
         *       },
         *       "add_on_name": "duo_enterprise",
         *       "trial_type": "ultimate_with_dap"
         *     }
         * @example {
         *       "namespace_id": 123,
         *       "gitlab_com_trial": true,
         *       "sync_to_gl": true,
         *       "namespace": {
         *         "id": 123,
         *         "name": "ACME",
         *         "path": "acme",
         *         "kind": "group",
         *         "trial_ends_on": null
         *       }
         *     }
         * @example {
         *       "namespace_id": "123",
         *       "trial_entity": "company",
         *       "glm_source": "about.gitlab.com",
         *       "glm_content": "free-billing",
         *       "gitlab_com_trial": true,
         *       "sync_to_gl": true
         *     }
         * @example {
         *       "glm_source": "gitlab.com",
         *       "glm_content": "duo-pro-onboarding",
         *       "namespace_id": 123,
         *       "gitlab_com_trial": true,
         *       "sync_to_gl": true,
         *       "namespace": {
         *         "id": 123,
         *         "name": "ACME",
         *         "path": "acme",
         *         "kind": "group",
         *         "trial_ends_on": null,
         *         "plan": "premium"
         *       },
         *       "add_on_name": "code_suggestions"
         *     }
         */
        CustomersdotTrialApplication: {
            namespace_id: components["schemas"]["CustomersdotNamespaceId"];
            /**
             * @description Apply the trial in GitLab.
             * @example true
             * @constant
             */
            sync_to_gl: true;
            /**
             * @description Always true when sent.
             * @example true
             */
            gitlab_com_trial?: boolean;
            /**
             * @description Part of the application that the lead comes from.
             * @example group-billing
             */
            glm_content?: string | null;
            /**
             * @description Site that the lead comes from.
             * @example gitlab.com
             */
            glm_source?: string | null;
            /**
             * @description Who tries, in the forms up to about GitLab 17. The value `individual` is assumed.
             * @example company
             * @enum {string|null}
             */
            trial_entity?: "company" | "individual" | null;
            namespace?: components["schemas"]["CustomersdotNamespace"];
            trial_type?: components["schemas"]["CustomersdotTrialType"];
            /**
             * @description Whether an add-on comes with the trial. Stands beside or inside `trial_user`, depending on the form.
             * @example true
             */
            with_add_on?: boolean;
            /**
             * @description Duo Enterprise or, as `code_suggestions`, Duo Pro. Stands beside or inside `trial_user`, depending on the form.
             * @example duo_enterprise
             * @enum {string}
             */
            add_on_name?: "duo_enterprise" | "code_suggestions";
        };
        /**
         * @description A lead call or an apply call.
         * @example {
         *       "trial_user": {
         *         "glm_source": "gitlab.com",
         *         "glm_content": "gold-callout",
         *         "company_name": "ACME",
         *         "first_name": "Jane",
         *         "last_name": "Doe",
         *         "phone_number": "123-456-7890",
         *         "country": "US",
         *         "state": "CA",
         *         "work_email": "jane@example.com",
         *         "uid": 42,
         *         "namespace_id": 123,
         *         "trial_type": "ultimate_with_dap",
         *         "setup_for_company": null,
         *         "skip_email_confirmation": true,
         *         "gitlab_com_trial": true,
         *         "existing_plan": "free",
         *         "provider": "gitlab"
         *       },
         *       "with_add_on": true,
         *       "add_on_name": "duo_enterprise"
         *     }
         * @example {
         *       "trial_user": {
         *         "company_name": "ACME",
         *         "first_name": "Jane",
         *         "last_name": "Doe",
         *         "phone_number": "+1 23 456-78-90",
         *         "country": "US",
         *         "state": "CA",
         *         "comment": "Moving our repositories.",
         *         "provider": "gitlab",
         *         "skip_email_confirmation": true,
         *         "gitlab_com_trial": true,
         *         "uid": 42,
         *         "work_email": "jane@example.com",
         *         "setup_for_company": true,
         *         "preferred_language": "English",
         *         "opt_in": true,
         *         "role": "software_developer",
         *         "jtbd": "move_repository",
         *         "glm_content": "free-billing",
         *         "glm_source": "about.gitlab.com",
         *         "product_interaction": "SaaS Trial",
         *         "with_add_on": true,
         *         "add_on_name": "duo_enterprise"
         *       }
         *     }
         * @example {
         *       "trial_user": {
         *         "company_name": "ACME",
         *         "company_size": "1-99",
         *         "first_name": "Jane",
         *         "last_name": "Doe",
         *         "phone_number": "1111111111",
         *         "country": "US",
         *         "state": "CA",
         *         "glm_content": "free-billing",
         *         "glm_source": "about.gitlab.com",
         *         "work_email": "jane@example.com",
         *         "uid": 42,
         *         "setup_for_company": null,
         *         "skip_email_confirmation": true,
         *         "gitlab_com_trial": true,
         *         "provider": "gitlab",
         *         "newsletter_segment": true
         *       }
         *     }
         * @example {
         *       "uid": 42,
         *       "trial_user": {
         *         "glm_source": "gitlab.com",
         *         "glm_content": "discover-group-security",
         *         "namespace_id": 123,
         *         "gitlab_com_trial": true,
         *         "sync_to_gl": true,
         *         "namespace": {
         *           "id": 123,
         *           "name": "ACME",
         *           "path": "acme",
         *           "kind": "group",
         *           "trial_ends_on": null,
         *           "plan": "free"
         *         },
         *         "add_on_name": "duo_enterprise",
         *         "trial_type": "ultimate_with_dap"
         *       }
         *     }
         * @example {
         *       "uid": 42,
         *       "trial_user": {
         *         "namespace_id": 123,
         *         "gitlab_com_trial": true,
         *         "sync_to_gl": true,
         *         "namespace": {
         *           "id": 123,
         *           "name": "ACME",
         *           "path": "acme",
         *           "kind": "group",
         *           "trial_ends_on": null
         *         }
         *       }
         *     }
         * @example {
         *       "uid": 42,
         *       "trial_user": {
         *         "namespace_id": "123",
         *         "trial_entity": "company",
         *         "glm_source": "about.gitlab.com",
         *         "glm_content": "free-billing",
         *         "gitlab_com_trial": true,
         *         "sync_to_gl": true
         *       }
         *     }
         */
        CustomersdotTrialRequest: {
            trial_user: components["schemas"]["CustomersdotTrialLead"] | components["schemas"]["CustomersdotTrialApplication"];
            /**
             * @description GitLab user id; of apply calls.
             * @example 42
             */
            uid?: number;
            /**
             * @description Whether an add-on comes with the trial. Stands beside or inside `trial_user`, depending on the form.
             * @example true
             */
            with_add_on?: boolean;
            /**
             * @description Duo Enterprise or, as `code_suggestions`, Duo Pro. Stands beside or inside `trial_user`, depending on the form.
             * @example duo_enterprise
             * @enum {string}
             */
            add_on_name?: "duo_enterprise" | "code_suggestions";
        };
        /**
         * @example {
         *       "success": true,
         *       "kind": "trial",
         *       "order_id": 7,
         *       "trial_ends_on": "2024-01-31"
         *     }
         */
        CustomersdotTrialCreated: {
            /**
             * @example true
             * @constant
             */
            success: true;
            /**
             * @example trial
             * @constant
             */
            kind: "trial";
            /**
             * @description Id in `orders`.
             * @example 7
             */
            order_id: number;
            /**
             * Format: date
             * @example 2024-01-31
             */
            trial_ends_on: string;
        };
        /**
         * @description What was created, by `kind`.
         * @example {
         *       "success": true,
         *       "kind": "lead",
         *       "lead_id": 123
         *     }
         * @example {
         *       "success": true,
         *       "kind": "trial",
         *       "order_id": 7,
         *       "trial_ends_on": "2024-01-31"
         *     }
         */
        CustomersdotCreated: components["schemas"]["CustomersdotLeadCreated"] | components["schemas"]["CustomersdotTrialCreated"];
        /**
         * @description A lead call or an apply call for an add-on.
         * @example {
         *       "trial_user": {
         *         "glm_source": "gitlab.com",
         *         "glm_content": "duo-pro-onboarding",
         *         "company_name": "ACME",
         *         "first_name": "Jane",
         *         "last_name": "Doe",
         *         "phone_number": "123-456-7890",
         *         "country": "US",
         *         "state": "CA",
         *         "work_email": "jane@example.com",
         *         "uid": 42,
         *         "namespace_id": 123,
         *         "setup_for_company": null,
         *         "skip_email_confirmation": true,
         *         "gitlab_com_trial": true,
         *         "existing_plan": "premium",
         *         "provider": "gitlab",
         *         "product_interaction": "duo_pro_trial",
         *         "add_on_name": "code_suggestions",
         *         "preferred_language": "English",
         *         "opt_in": true
         *       }
         *     }
         * @example {
         *       "uid": 42,
         *       "trial_user": {
         *         "glm_source": "gitlab.com",
         *         "glm_content": "duo-pro-onboarding",
         *         "namespace_id": 123,
         *         "gitlab_com_trial": true,
         *         "sync_to_gl": true,
         *         "namespace": {
         *           "id": 123,
         *           "name": "ACME",
         *           "path": "acme",
         *           "kind": "group",
         *           "trial_ends_on": null,
         *           "plan": "premium"
         *         },
         *         "add_on_name": "code_suggestions"
         *       }
         *     }
         */
        CustomersdotAddonTrialRequest: {
            trial_user: components["schemas"]["CustomersdotTrialLead"] | components["schemas"]["CustomersdotTrialApplication"];
            /**
             * @description GitLab user id; of apply calls.
             * @example 42
             */
            uid?: number;
            /**
             * @description Whether an add-on comes with the trial. Stands beside or inside `trial_user`, depending on the form.
             * @example true
             */
            with_add_on?: boolean;
            /**
             * @description Duo Enterprise or, as `code_suggestions`, Duo Pro. Stands beside or inside `trial_user`, depending on the form.
             * @example duo_enterprise
             * @enum {string}
             */
            add_on_name?: "duo_enterprise" | "code_suggestions";
        };
        /**
         * @description A trigger for Iterable. The limit of 255 characters is assumed; CustomersDot's validations are not public.
         * @example {
         *       "provider": "gitlab",
         *       "work_email": "jane@example.com",
         *       "uid": 42,
         *       "product_interaction": "Personal SaaS Registration",
         *       "opt_in": true,
         *       "preferred_language": "English",
         *       "setup_for_company": false,
         *       "role": "software_developer",
         *       "jtbd": "basics",
         *       "comment": "I want to learn Git."
         *     }
         * @example {
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "work_email": "jane@example.com",
         *       "namespace_id": 123,
         *       "product_interaction": "duo_pro_add_on_seat_assigned",
         *       "existing_plan": "premium",
         *       "opt_in": true,
         *       "preferred_language": "English"
         *     }
         */
        CustomersdotIterable: {
            /**
             * @description Always `gitlab`.
             * @example gitlab
             */
            provider?: string | null;
            /**
             * @description E-mail of the GitLab user.
             * @example jane@example.com
             */
            work_email: string;
            /**
             * @description GitLab user id.
             * @example 42
             */
            uid?: number;
            /** @example Jane */
            first_name?: string | null;
            /** @example Doe */
            last_name?: string | null;
            namespace_id?: components["schemas"]["CustomersdotNamespaceId"];
            /**
             * @description What the user did; free text that the button or the worker sets.
             * @example Hand Raise PQL
             */
            product_interaction: string;
            /**
             * @description The namespace's plan; sent since about 2024.
             * @example free
             */
            existing_plan?: string | null;
            /**
             * @description Whether the user signed up for a company; null when not asked.
             * @example true
             */
            setup_for_company?: boolean | null;
            /**
             * @description Whether the user wants e-mail.
             * @example true
             */
            opt_in?: boolean | null;
            /**
             * @description English name of the language.
             * @example English
             */
            preferred_language?: string | null;
            /**
             * @example software_developer
             * @enum {string|null}
             */
            role?: "software_developer" | "development_team_lead" | "devops_engineer" | "systems_administrator" | "security_analyst" | "data_analyst" | "product_manager" | "product_designer" | "other" | null;
            /**
             * @description Job to be done, the `registration_objective` of the registration form.
             * @example move_repository
             * @enum {string|null}
             */
            jtbd?: "basics" | "move_repository" | "code_storage" | "exploring" | "ci" | "other" | "joining_team" | null;
            /**
             * @description Message for the sales team, or the free-text answer of the registration form.
             * @example I want to talk to sales.
             */
            comment?: string | null;
        };
        /**
         * @example {
         *       "success": true,
         *       "trigger_id": 9
         *     }
         */
        CustomersdotIterableCreated: {
            /**
             * @example true
             * @constant
             */
            success: true;
            /**
             * @description Id in `iterable_triggers`.
             * @example 9
             */
            trigger_id: number;
        };
        /**
         * @example {
         *       "trial_user": {
         *         "glm_source": "gitlab.com",
         *         "glm_content": "gold-callout",
         *         "company_name": "ACME",
         *         "first_name": "Jane",
         *         "last_name": "Doe",
         *         "phone_number": "123-456-7890",
         *         "country": "US",
         *         "state": "CA",
         *         "work_email": "jane@example.com",
         *         "uid": 42,
         *         "namespace_id": 123,
         *         "trial_type": "ultimate_with_dap",
         *         "setup_for_company": null,
         *         "skip_email_confirmation": true,
         *         "gitlab_com_trial": true,
         *         "existing_plan": "free",
         *         "provider": "gitlab"
         *       },
         *       "with_add_on": true,
         *       "add_on_name": "duo_enterprise"
         *     }
         * @example {
         *       "trial_user": {
         *         "company_name": "ACME",
         *         "first_name": "Jane",
         *         "last_name": "Doe",
         *         "phone_number": "+1 23 456-78-90",
         *         "country": "US",
         *         "state": "CA",
         *         "comment": "Moving our repositories.",
         *         "provider": "gitlab",
         *         "skip_email_confirmation": true,
         *         "gitlab_com_trial": true,
         *         "uid": 42,
         *         "work_email": "jane@example.com",
         *         "setup_for_company": true,
         *         "preferred_language": "English",
         *         "opt_in": true,
         *         "role": "software_developer",
         *         "jtbd": "move_repository",
         *         "glm_content": "free-billing",
         *         "glm_source": "about.gitlab.com",
         *         "product_interaction": "SaaS Trial",
         *         "with_add_on": true,
         *         "add_on_name": "duo_enterprise"
         *       }
         *     }
         * @example {
         *       "trial_user": {
         *         "company_name": "ACME",
         *         "country": "US",
         *         "state": "CA",
         *         "first_name": "Jane",
         *         "last_name": "Doe",
         *         "work_email": "jane@example.com",
         *         "uid": 42,
         *         "setup_for_company": true,
         *         "skip_email_confirmation": true,
         *         "gitlab_com_trial": true,
         *         "provider": "gitlab",
         *         "product_interaction": "SaaS Trial",
         *         "role": "software_developer",
         *         "jtbd": "move_repository"
         *       },
         *       "with_add_on": true,
         *       "add_on_name": "duo_enterprise"
         *     }
         */
        CustomersdotUltimateLeadRequest: {
            trial_user: components["schemas"]["CustomersdotTrialLead"];
            /**
             * @description Whether an add-on comes with the trial. Stands beside or inside `trial_user`, depending on the form.
             * @example true
             */
            with_add_on?: boolean;
            /**
             * @description Duo Enterprise or, as `code_suggestions`, Duo Pro. Stands beside or inside `trial_user`, depending on the form.
             * @example duo_enterprise
             * @enum {string}
             */
            add_on_name?: "duo_enterprise" | "code_suggestions";
        };
        /**
         * @example {
         *       "trial_user": {
         *         "glm_source": "gitlab.com",
         *         "glm_content": "duo-pro-onboarding",
         *         "company_name": "ACME",
         *         "first_name": "Jane",
         *         "last_name": "Doe",
         *         "phone_number": "123-456-7890",
         *         "country": "US",
         *         "state": "CA",
         *         "work_email": "jane@example.com",
         *         "uid": 42,
         *         "namespace_id": 123,
         *         "setup_for_company": null,
         *         "skip_email_confirmation": true,
         *         "gitlab_com_trial": true,
         *         "existing_plan": "premium",
         *         "provider": "gitlab",
         *         "product_interaction": "duo_pro_trial",
         *         "add_on_name": "code_suggestions",
         *         "preferred_language": "English",
         *         "opt_in": true
         *       }
         *     }
         */
        CustomersdotAddonLeadRequest: {
            trial_user: components["schemas"]["CustomersdotTrialLead"];
            /**
             * @description Whether an add-on comes with the trial. Stands beside or inside `trial_user`, depending on the form.
             * @example true
             */
            with_add_on?: boolean;
            /**
             * @description Duo Enterprise or, as `code_suggestions`, Duo Pro. Stands beside or inside `trial_user`, depending on the form.
             * @example duo_enterprise
             * @enum {string}
             */
            add_on_name?: "duo_enterprise" | "code_suggestions";
        };
        /**
         * @example {
         *       "uid": 42,
         *       "trial_user": {
         *         "glm_source": "gitlab.com",
         *         "glm_content": "discover-group-security",
         *         "namespace_id": 123,
         *         "gitlab_com_trial": true,
         *         "sync_to_gl": true,
         *         "namespace": {
         *           "id": 123,
         *           "name": "ACME",
         *           "path": "acme",
         *           "kind": "group",
         *           "trial_ends_on": null,
         *           "plan": "free"
         *         },
         *         "add_on_name": "duo_enterprise",
         *         "trial_type": "ultimate_with_dap"
         *       }
         *     }
         * @example {
         *       "uid": 42,
         *       "trial_user": {
         *         "namespace_id": 123,
         *         "gitlab_com_trial": true,
         *         "sync_to_gl": true,
         *         "namespace": {
         *           "id": 123,
         *           "name": "ACME",
         *           "path": "acme",
         *           "kind": "group",
         *           "trial_ends_on": null
         *         }
         *       }
         *     }
         */
        CustomersdotUltimateTrialRequest: {
            trial_user: components["schemas"]["CustomersdotTrialApplication"];
            /**
             * @description GitLab user id.
             * @example 42
             */
            uid: number;
            /**
             * @description Whether an add-on comes with the trial. Stands beside or inside `trial_user`, depending on the form.
             * @example true
             */
            with_add_on?: boolean;
            /**
             * @description Duo Enterprise or, as `code_suggestions`, Duo Pro. Stands beside or inside `trial_user`, depending on the form.
             * @example duo_enterprise
             * @enum {string}
             */
            add_on_name?: "duo_enterprise" | "code_suggestions";
        };
        /**
         * @example {
         *       "uid": 42,
         *       "trial_user": {
         *         "glm_source": "gitlab.com",
         *         "glm_content": "duo-pro-onboarding",
         *         "namespace_id": 123,
         *         "gitlab_com_trial": true,
         *         "sync_to_gl": true,
         *         "namespace": {
         *           "id": 123,
         *           "name": "ACME",
         *           "path": "acme",
         *           "kind": "group",
         *           "trial_ends_on": null,
         *           "plan": "premium"
         *         },
         *         "add_on_name": "code_suggestions"
         *       }
         *     }
         */
        CustomersdotAddonTrialApplicationRequest: {
            trial_user: components["schemas"]["CustomersdotTrialApplication"];
            /**
             * @description GitLab user id.
             * @example 42
             */
            uid: number;
            /**
             * @description Whether an add-on comes with the trial. Stands beside or inside `trial_user`, depending on the form.
             * @example true
             */
            with_add_on?: boolean;
            /**
             * @description Duo Enterprise or, as `code_suggestions`, Duo Pro. Stands beside or inside `trial_user`, depending on the form.
             * @example duo_enterprise
             * @enum {string}
             */
            add_on_name?: "duo_enterprise" | "code_suggestions";
        };
        /**
         * @example {
         *       "namespaces": {
         *         "1": [
         *           "ultimate_with_gitlab_duo_enterprise",
         *           "ultimate_on_premium_with_gitlab_duo_enterprise"
         *         ],
         *         "3": [
         *           "ultimate_with_gitlab_duo_enterprise"
         *         ]
         *       },
         *       "success": true
         *     }
         * @example {
         *       "namespaces": {
         *         "123": [
         *           "ultimate_with_dap"
         *         ]
         *       },
         *       "success": true
         *     }
         * @example {
         *       "namespaces": {},
         *       "success": true
         *     }
         */
        CustomersdotTrialEligibility: {
            /** @description Namespace id, as text, to the trial types it may start. */
            namespaces: {
                [key: string]: components["schemas"]["CustomersdotTrialType"][];
            };
            /** @example true */
            success: boolean;
        };
        /**
         * @description The duration of a trial that GitLab does not ask for.
         * @example {
         *       "duration_days": 30
         *     }
         */
        CustomersdotOtherTrialDuration: {
            /** @example 30 */
            duration_days: number;
            /**
             * @description The duration from `next_active_time` on.
             * @example 14
             */
            next_duration_days?: number | null;
            /**
             * Format: date-time
             * @description The format is assumed.
             * @example 2026-06-01T00:00:00.000Z
             */
            next_active_time?: string | null;
        };
        /**
         * @example {
         *       "duration_days": 30
         *     }
         */
        CustomersdotTrialDuration: {
            /** @example 30 */
            duration_days: number;
            /**
             * @description The duration from `next_active_time` on.
             * @example 14
             */
            next_duration_days?: number | null;
            /**
             * Format: date-time
             * @description The format is assumed.
             * @example 2026-06-01T00:00:00.000Z
             */
            next_active_time?: string | null;
        };
        /**
         * @example {
         *       "trial_types": {
         *         "ultimate_with_dap": {
         *           "duration_days": 30,
         *           "next_duration_days": 14,
         *           "next_active_time": "2026-06-01T00:00:00.000Z"
         *         },
         *         "gitlab_duo_enterprise": {
         *           "duration_days": 60
         *         }
         *       }
         *     }
         */
        CustomersdotTrialTypes: {
            /** @description Name of the trial type to its duration. */
            trial_types: {
                ultimate_with_gitlab_duo_enterprise?: components["schemas"]["CustomersdotOtherTrialDuration"];
                ultimate_on_premium_with_gitlab_duo_enterprise?: components["schemas"]["CustomersdotOtherTrialDuration"];
                ultimate_on_premium_with_dap?: components["schemas"]["CustomersdotOtherTrialDuration"];
            } & {
                [key: string]: components["schemas"]["CustomersdotTrialDuration"];
            };
        };
        /**
         * @description The members that GitLab reads; the real document has more.
         * @example {
         *       "issuer": "https://customers.gitlab.com",
         *       "jwks_uri": "https://customers.gitlab.com/oauth/discovery/keys",
         *       "id_token_signing_alg_values_supported": [
         *         "RS256"
         *       ]
         *     }
         */
        CustomersdotOpenidConfiguration: {
            /**
             * Format: uri
             * @description The `iss` of CustomersDot's tokens.
             * @example https://customers.gitlab.com
             */
            issuer: string;
            /**
             * Format: uri
             * @example https://customers.gitlab.com/oauth/discovery/keys
             */
            jwks_uri: string;
            /** @description The algorithms GitLab accepts. That RS256 is the one is assumed. */
            id_token_signing_alg_values_supported: string[];
        };
        /**
         * @description An RSA public key (RFC 7517).
         * @example {
         *       "kty": "RSA",
         *       "kid": "2011-04-29",
         *       "use": "sig",
         *       "alg": "RS256",
         *       "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
         *       "e": "AQAB"
         *     }
         */
        CustomersdotJwk: {
            /**
             * @example RSA
             * @constant
             */
            kty: "RSA";
            /**
             * @description Key id.
             * @example 2011-04-29
             */
            kid: string;
            /**
             * @example sig
             * @constant
             */
            use: "sig";
            /**
             * @example RS256
             * @constant
             */
            alg: "RS256";
            /**
             * @description Modulus, base64url.
             * @example 0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw
             */
            n: string;
            /**
             * @description Exponent, base64url.
             * @example AQAB
             */
            e: string;
        };
        /**
         * @example {
         *       "keys": [
         *         {
         *           "kty": "RSA",
         *           "kid": "2011-04-29",
         *           "use": "sig",
         *           "alg": "RS256",
         *           "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
         *           "e": "AQAB"
         *         }
         *       ]
         *     }
         */
        CustomersdotJwks: {
            keys: components["schemas"]["CustomersdotJwk"][];
        };
        /**
         * @example {
         *       "grant_type": "client_credentials",
         *       "client_id": "gitlab-customersdot",
         *       "client_secret": "platypus_client_secret"
         *     }
         * @example {
         *       "grant_type": "client_credentials"
         *     }
         */
        PlatypusTokenRequest: {
            /**
             * @description Must be `client_credentials`.
             * @example client_credentials
             */
            grant_type: string;
            /**
             * @description Absent when sent by HTTP Basic.
             * @example gitlab-customersdot
             */
            client_id?: string;
            /**
             * Format: password
             * @description Absent when sent by HTTP Basic.
             * @example platypus_client_secret
             */
            client_secret?: string;
        };
        /**
         * @example {
         *       "access_token": "5c1a9f0e6d7b48c3a2f1e0d9c8b7a6958473625140fedcba98765432100fedcb",
         *       "token_type": "Bearer",
         *       "expires_in": 3600
         *     }
         */
        PlatypusToken: {
            /**
             * Format: password
             * @description 64 hexadecimal digits.
             * @example 5c1a9f0e6d7b48c3a2f1e0d9c8b7a6958473625140fedcba98765432100fedcb
             */
            access_token: string;
            /**
             * @example Bearer
             * @constant
             */
            token_type: "Bearer";
            /**
             * @description Seconds left.
             * @example 3600
             */
            expires_in: number;
        };
        /**
         * @example {
         *       "error": "invalid_client",
         *       "error_description": "Client authentication failed."
         *     }
         */
        PlatypusTokenError: {
            /**
             * @example invalid_client
             * @enum {string}
             */
            error: "invalid_client" | "invalid_request" | "unsupported_grant_type";
            /** @example Client authentication failed. */
            error_description: string;
        };
        /**
         * @example {
         *       "message": "Unauthorized"
         *     }
         */
        PlatypusError: {
            /** @example Unauthorized */
            message: string;
        };
        /**
         * @description A lead as CustomersDot posts it. The body is not public; the sandbox assumes the columns that CustomersDot's `leads` had in 2022 under their
         *     own names, since the guide says that CustomersDot "posts the form to Platypus".
         * @example {
         *       "email": "jane@example.com",
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "company_name": "ACME",
         *       "employees_bucket": "1-99",
         *       "phone": "+1 23 456-78-90",
         *       "country": "US",
         *       "state": "CA",
         *       "comment_capture": "I want to talk to sales.",
         *       "glm_content": "group-billing",
         *       "glm_source": "gitlab.com",
         *       "product_interaction": "Hand Raise PQL",
         *       "namespace_id": 1000,
         *       "user_id": 42,
         *       "is_for_business_use": true,
         *       "opt_in": true,
         *       "provider": "gitlab"
         *     }
         */
        PlatypusLead: {
            /** @example jane@example.com */
            email: string;
            /** @example Jane */
            first_name?: string | null;
            /** @example Doe */
            last_name?: string | null;
            /** @example ACME */
            company_name?: string | null;
            /**
             * @description Company size by bucket.
             * @example 1-99
             */
            employees_bucket?: string | null;
            /** @example +1 23 456-78-90 */
            phone?: string | null;
            /**
             * @description ISO 3166 alpha-2 code.
             * @example US
             */
            country?: string | null;
            /**
             * @description State code, or null.
             * @example CA
             */
            state?: string | null;
            /**
             * @description The message for the sales team.
             * @example I want to talk to sales.
             */
            comment_capture?: string | null;
            /** @example group-billing */
            glm_content?: string | null;
            /** @example gitlab.com */
            glm_source?: string | null;
            /**
             * @description What the user did.
             * @example Hand Raise PQL
             */
            product_interaction: string;
            /** @example 1000 */
            namespace_id?: number | null;
            /**
             * @description GitLab user id.
             * @example 42
             */
            user_id?: number | null;
            /** @example true */
            is_for_business_use?: boolean | null;
            /** @example true */
            opt_in?: boolean | null;
            /** @example gitlab */
            provider?: string | null;
            /** @example https://acme.example */
            website_url?: string | null;
            /**
             * Format: date
             * @example 2024-01-01
             */
            trial_start_date?: string | null;
            /** @example false */
            currently_in_trial?: boolean | null;
        };
        /**
         * @example {
         *       "id": "5f1d2c0e9b8a7d6c5b4a3f2e",
         *       "queue": "new-lead-queue"
         *     }
         */
        PlatypusQueued: {
            /**
             * @description Id of the job in the queue.
             * @example 5f1d2c0e9b8a7d6c5b4a3f2e
             */
            id: string;
            /**
             * @example new-lead-queue
             * @constant
             */
            queue: "new-lead-queue";
        };
        /**
         * @example {
         *       "grant_type": "client_credentials",
         *       "client_id": "gitlab-customersdot",
         *       "client_secret": "workato_client_secret"
         *     }
         * @example {
         *       "grant_type": "client_credentials"
         *     }
         */
        WorkatoTokenRequest: {
            /**
             * @description Must be `client_credentials`.
             * @example client_credentials
             */
            grant_type: string;
            /**
             * @description Absent when sent by HTTP Basic.
             * @example gitlab-customersdot
             */
            client_id?: string;
            /**
             * Format: password
             * @description Absent when sent by HTTP Basic.
             * @example workato_client_secret
             */
            client_secret?: string;
        };
        /**
         * @example {
         *       "access_token": "12cb1a7d52322fa0f669cd1f320e24ea2bf52b42b7345b924f7c2fa700b2e563",
         *       "token_type": "bearer",
         *       "expires_in": 3599
         *     }
         */
        WorkatoToken: {
            /**
             * Format: password
             * @description 64 hexadecimal digits.
             * @example 12cb1a7d52322fa0f669cd1f320e24ea2bf52b42b7345b924f7c2fa700b2e563
             */
            access_token: string;
            /**
             * @example bearer
             * @constant
             */
            token_type: "bearer";
            /**
             * @description Seconds left.
             * @example 3599
             */
            expires_in: number;
        };
        /**
         * @example {
         *       "error": "invalid_client",
         *       "error_description": "Client authentication failed."
         *     }
         */
        WorkatoTokenError: {
            /**
             * @example invalid_client
             * @enum {string}
             */
            error: "invalid_client" | "invalid_request" | "unsupported_grant_type";
            /** @example Client authentication failed. */
            error_description: string;
        };
        /**
         * @example {
         *       "message": "Authentication failed"
         *     }
         */
        WorkatoError: {
            /** @example Authentication failed */
            message: string;
        };
        /**
         * @description A lead as CustomersDot posts it. The recipe's request schema is not public; the sandbox assumes the columns of CustomersDot's
         *     `leads` table under their own names, since the guide says that CustomersDot "posts the form to Workato".
         * @example {
         *       "email": "jane@example.com",
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "company_name": "ACME",
         *       "employees_bucket": "1-99",
         *       "phone": "+1 23 456-78-90",
         *       "country": "US",
         *       "state": "CA",
         *       "comment_capture": "I want to talk to sales.",
         *       "glm_content": "group-billing",
         *       "glm_source": "gitlab.com",
         *       "product_interaction": "Hand Raise PQL",
         *       "namespace_id": 1000,
         *       "user_id": 42,
         *       "existing_plan": "free",
         *       "is_for_business_use": true,
         *       "opt_in": true,
         *       "provider": "gitlab"
         *     }
         */
        WorkatoLead: {
            /** @example jane@example.com */
            email: string;
            /** @example Jane */
            first_name?: string | null;
            /** @example Doe */
            last_name?: string | null;
            /** @example ACME */
            company_name?: string | null;
            /**
             * @description Company size by bucket.
             * @example 1-99
             */
            employees_bucket?: string | null;
            /** @example +1 23 456-78-90 */
            phone?: string | null;
            /**
             * @description ISO 3166 alpha-2 code.
             * @example US
             */
            country?: string | null;
            /**
             * @description State code, or null.
             * @example CA
             */
            state?: string | null;
            /**
             * @description The message for the sales team.
             * @example I want to talk to sales.
             */
            comment_capture?: string | null;
            /** @example group-billing */
            glm_content?: string | null;
            /** @example gitlab.com */
            glm_source?: string | null;
            /**
             * @description What the user did.
             * @example Hand Raise PQL
             */
            product_interaction: string;
            /** @example 1000 */
            namespace_id?: number | null;
            /**
             * @description GitLab user id.
             * @example 42
             */
            user_id?: number | null;
            /** @example free */
            existing_plan?: string | null;
            /** @example true */
            is_for_business_use?: boolean | null;
            /** @example true */
            opt_in?: boolean | null;
            /** @example gitlab */
            provider?: string | null;
            /** @example software_developer */
            role?: string | null;
            /**
             * @description Job to be done.
             * @example move_repository
             */
            jtbd?: string | null;
            /** @example https://acme.example */
            website_url?: string | null;
            /** @example English */
            preferred_language?: string | null;
            /**
             * Format: date
             * @example 2024-01-01
             */
            trial_start_date?: string | null;
            /** @example false */
            currently_in_trial?: boolean | null;
        };
        /**
         * @example {
         *       "success": true,
         *       "job_id": "j-KGAKfhsz-GYoLeA",
         *       "marketo_id": 50
         *     }
         */
        WorkatoLeadAccepted: {
            /**
             * @example true
             * @constant
             */
            success: true;
            /**
             * @description Handle of the recipe job.
             * @example j-KGAKfhsz-GYoLeA
             */
            job_id: string;
            /**
             * @description Marketo's id of the person.
             * @example 50
             */
            marketo_id: number;
        };
        /**
         * @example {
         *       "id": 39999,
         *       "name": "SaaS trials & registrations",
         *       "running": true,
         *       "version_no": 1,
         *       "job_succeeded_count": 1,
         *       "job_failed_count": 1
         *     }
         */
        WorkatoRecipeShown: {
            /** @example 39999 */
            id: number;
            /** @example SaaS trials & registrations */
            name: string;
            /** @example true */
            running: boolean;
            /** @example 1 */
            version_no: number;
            /** @example 1 */
            job_succeeded_count: number;
            /** @example 1 */
            job_failed_count: number;
        };
        /**
         * @example {
         *       "success": true
         *     }
         */
        WorkatoDone: {
            /**
             * @example true
             * @constant
             */
            success: true;
        };
        /**
         * @example {
         *       "error_type": "Recipe error",
         *       "message": "Country \"ZZ\" has no Salesforce picklist name",
         *       "error_id": "6b75ec2c-31f6-4f51-a46e-1c26a1f6c0f5",
         *       "input": "{}"
         *     }
         */
        WorkatoErrorParts: {
            /**
             * @description The one value is assumed.
             * @example Recipe error
             */
            error_type: string;
            /** @example Country "ZZ" has no Salesforce picklist name */
            message: string;
            /**
             * Format: uuid
             * @example 6b75ec2c-31f6-4f51-a46e-1c26a1f6c0f5
             */
            error_id: string;
            /**
             * @description The trigger event as text; here as JSON, which is assumed.
             * @example {}
             */
            input: string;
        };
        /**
         * @description A job as the Developer API shows it. Numbers of older versions (`flow_run_id`) are left out. While it is pending it has no end.
         * @example {
         *       "id": "j-KGAKfhsz-GYoLeA",
         *       "started_at": "2024-01-01T00:00:00.000Z",
         *       "completed_at": "2024-01-01T00:00:01.000Z",
         *       "title": "Country \"ZZ\" has no Salesforce picklist name",
         *       "is_poll_error": false,
         *       "is_error": true,
         *       "error": "{\"error_type\":\"Recipe error\",\"message\":\"Country \\\"ZZ\\\" has no Salesforce picklist name\",\"error_id\":\"6b75ec2c-31f6-4f51-a46e-1c26a1f6c0f5\",\"input\":\"{}\"}",
         *       "error_parts": {
         *         "error_type": "Recipe error",
         *         "message": "Country \"ZZ\" has no Salesforce picklist name",
         *         "error_id": "6b75ec2c-31f6-4f51-a46e-1c26a1f6c0f5",
         *         "input": "{}"
         *       }
         *     }
         */
        WorkatoJobShown: {
            /** @example j-KGAKfhsz-GYoLeA */
            id: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            started_at: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:01.000Z
             */
            completed_at: string | null;
            /**
             * @description Why it failed once it has.
             * @example Hand Raise PQL: jane@example.com
             */
            title: string;
            /**
             * @description The trigger is no poll.
             * @example false
             * @constant
             */
            is_poll_error: false;
            /** @example false */
            is_error: boolean;
            /**
             * @description `error_parts` as JSON in a text.
             * @example null
             */
            error: string | null;
            error_parts?: components["schemas"]["WorkatoErrorParts"];
            /**
             * @description The job that this one repeats. The name is assumed.
             * @example j-KGAKfhsz-GYoLeA
             */
            repeat_of?: string;
        };
        /**
         * @example {
         *       "job_succeeded_count": 1,
         *       "job_failed_count": 0,
         *       "job_count": 1,
         *       "job_scope_count": 1,
         *       "items": [
         *         {
         *           "id": "j-KGAKfhsz-GYoLeA",
         *           "started_at": "2024-01-01T00:00:00.000Z",
         *           "completed_at": "2024-01-01T00:00:01.000Z",
         *           "title": "Hand Raise PQL: jane@example.com",
         *           "is_poll_error": false,
         *           "is_error": false,
         *           "error": null
         *         }
         *       ]
         *     }
         */
        WorkatoJobList: {
            /** @example 1 */
            job_succeeded_count: number;
            /** @example 1 */
            job_failed_count: number;
            /**
             * @description All jobs of the recipe.
             * @example 2
             */
            job_count: number;
            /**
             * @description Those that the filters let through.
             * @example 2
             */
            job_scope_count: number;
            items: components["schemas"]["WorkatoJobShown"][];
        };
        /**
         * @description How the Developer API refuses. Source: the specification of Workato's own command line, workato-api-spec.yaml.
         * @example {
         *       "message": "Validation failed",
         *       "errors": {
         *         "job_ids": [
         *           "can't be blank"
         *         ]
         *       }
         *     }
         */
        WorkatoInvalid: {
            /**
             * @example Validation failed
             * @constant
             */
            message: "Validation failed";
            /** @description What is wrong, by parameter. */
            errors: {
                [key: string]: string[];
            };
        };
        /**
         * @example {
         *       "job_ids": [
         *         "j-KGAKfhsz-GYoLeA"
         *       ]
         *     }
         */
        WorkatoJobIds: {
            job_ids: string[];
        };
        /**
         * @example {
         *       "job_ids": [
         *         "j-KGAKfhsz-GYoLeA"
         *       ]
         *     }
         */
        WorkatoJobsChanged: {
            /** @description The jobs that repeat those asked for, or the ones that were canceled. */
            job_ids: string[];
        };
        /**
         * @description A lead by the names of Platypus' Marketo field table. Source: GitLab handbook, product-qualified-leads-integration, which lists them with
         *     their types; the row of the e-mail is lost there, so that its name is assumed.
         * @example {
         *       "Email": "jane@example.com",
         *       "FirstName": "Jane",
         *       "LastName": "Doe",
         *       "Company": "ACME",
         *       "Employee_Buckets__c": "1-99",
         *       "Phone": "+1 23 456-78-90",
         *       "Country": "US",
         *       "State": "CA",
         *       "Setup_for_Company_Team_Use__c": true,
         *       "productInteraction": "Hand Raise PQL"
         *     }
         */
        WorkatoPlatypusLead: {
            /** @example jane@example.com */
            Email: string;
            /** @example Jane */
            FirstName?: string | null;
            /** @example Doe */
            LastName?: string | null;
            /** @example ACME */
            Company?: string | null;
            /**
             * @description Picklist of ranges.
             * @example 1-99
             */
            Employee_Buckets__c?: string | null;
            /** @example +1 23 456-78-90 */
            Phone?: string | null;
            /**
             * @description ISO 3166 alpha-2 code.
             * @example US
             */
            Country?: string | null;
            /**
             * @description State code, or null.
             * @example CA
             */
            State?: string | null;
            /**
             * Format: date
             * @example 2024-01-01
             */
            Trial_Start_Date__c?: string | null;
            /** @example true */
            Setup_for_Company_Team_Use__c?: boolean | null;
            /** @example Hand Raise PQL */
            productInteraction: string;
        };
        /**
         * @example {
         *       "access_token": "cdf01657-110d-4155-99a7-f986b2ff13a0:int",
         *       "token_type": "bearer",
         *       "expires_in": 3599,
         *       "scope": "apis@acmeinc.com"
         *     }
         * @example {
         *       "access_token": "cdf01657-110d-4155-99a7-f986b2ff13a0:int",
         *       "token_type": "bearer",
         *       "expires_in": 516,
         *       "scope": "apis@acmeinc.com"
         *     }
         */
        MarketoToken: {
            /**
             * Format: password
             * @description A UUID, a colon and the data centre.
             * @example cdf01657-110d-4155-99a7-f986b2ff13a0:int
             */
            access_token: string;
            /**
             * @example bearer
             * @constant
             */
            token_type: "bearer";
            /**
             * @description Seconds left.
             * @example 3599
             */
            expires_in: number;
            /**
             * @description The API-only user that owns the custom service.
             * @example apis@acmeinc.com
             */
            scope: string;
        };
        /**
         * @description Marketo's identity endpoint speaks Spring Security's dialect. Source for `invalid_client`: the tests of the Ruby client mkto_rest.
         * @example {
         *       "error": "invalid_client",
         *       "error_description": "Bad client credentials"
         *     }
         */
        MarketoIdentityError: {
            /**
             * @description `unauthorized`, for an unknown client id, is assumed.
             * @example invalid_client
             * @enum {string}
             */
            error: "invalid_client" | "unauthorized";
            /**
             * @description `No client with requested id: <id>`, for an unknown client id, is assumed.
             * @example Bad client credentials
             */
            error_description: string;
        };
        /**
         * @description What `marketo.createToken` may carry in its body instead of the query.
         * @example {
         *       "grant_type": "client_credentials",
         *       "client_id": "4cc9a9b5-6f1a-4b2c-9d3e-0a1b2c3d4e5f",
         *       "client_secret": "marketo_client_secret"
         *     }
         */
        MarketoTokenRequest: {
            /**
             * @description Must be `client_credentials`.
             * @example client_credentials
             */
            grant_type?: string;
            /** @example 4cc9a9b5-6f1a-4b2c-9d3e-0a1b2c3d4e5f */
            client_id?: string;
            /**
             * Format: password
             * @example marketo_client_secret
             */
            client_secret?: string;
        };
        /**
         * @description Hexadecimal digits of no meaning, then the epoch milliseconds in hexadecimal digits.
         * @example e42b#14272d07d78
         */
        MarketoRequestId: string;
        /** @description Something about a success that the caller should know. The documents disagree on whether the code is text or a number. */
        MarketoWarning: {
            /** @example 702 */
            code: string;
            /** @example No data found for a given search scenario */
            message: string;
        };
        /**
         * @description A person: the answer to a read and the row that is kept. A read gives the fields it was asked for; a missing field is null.
         *     `x-marketo` is what `marketo.describeLeads` says of the field and by which records are checked. `x-salesforce` is the field of
         *     Salesforce's Lead to which it syncs; `x-salesforce-external-id` the one that holds Marketo's id, as text.
         *     Sources: Adobe Marketo developer guide, field-types, leads and list of standard fields; GitLab handbook, marketing-operations/marketo.
         *     Marked assumed are fields whose type or length is not public, and all custom ones. Assumed throughout: `crmManaged`, the mapping of
         *     standard fields, that `id` always comes.
         * @example {
         *       "id": 50,
         *       "email": "jane@example.com",
         *       "firstName": "Jane",
         *       "lastName": "Doe",
         *       "company": "ACME",
         *       "Employee_Buckets__c": "1-99",
         *       "phone": "+1 23 456-78-90",
         *       "country": "United States",
         *       "state": "California",
         *       "Comment_Capture__c": "I want to talk to sales.",
         *       "GLM_Content__c": "group-billing",
         *       "GLM_Source__c": "gitlab.com",
         *       "productInteraction": "Hand Raise PQL",
         *       "PQL_Namespace_Id__c": 1000,
         *       "Existing_Plan__c": "free",
         *       "Setup_for_Company_Team_Use__c": true,
         *       "optIn": true,
         *       "Role__c": "software_developer",
         *       "Signup_Reason__c": "move_repository",
         *       "website": "https://acme.example",
         *       "Preferred_Language__c": "English",
         *       "Trial_Start_Date__c": "2024-01-01",
         *       "Currently_in_Trial__c": false,
         *       "leadScore": 160,
         *       "Behavior_Score__c": 100,
         *       "Demographic_Score__c": 60,
         *       "leadStatus": "MQL",
         *       "leadSource": "Gitlab.com",
         *       "PQL_Product_Qualified_Lead__c": true,
         *       "MQL_DateTime__c": "2024-01-01T00:00:02Z",
         *       "Last_Interesting_Moment__c": "HandRaise PQL - Contact Us on 2024-01-01",
         *       "sfdcLeadId": "00Q5e00000A1b2cEAB",
         *       "sfdcType": "Lead",
         *       "createdAt": "2024-01-01T00:00:00Z",
         *       "updatedAt": "2024-01-01T00:00:02Z"
         *     }
         * @example {
         *       "id": 51,
         *       "email": "john@example.com",
         *       "firstName": "John",
         *       "lastName": null,
         *       "createdAt": "2024-01-01T00:00:00Z",
         *       "updatedAt": "2024-01-01T00:00:00Z"
         *     }
         * @example {
         *       "id": 52,
         *       "email": "trial@example.com",
         *       "company": "ACME",
         *       "productInteraction": "SaaS Trial",
         *       "Setup_for_Company_Team_Use__c": true,
         *       "Trial_Start_Date__c": "2024-01-01",
         *       "Currently_in_Trial__c": true,
         *       "sfdcLeadId": null,
         *       "sfdcType": null
         *     }
         */
        MarketoLead: {
            /**
             * @description Marketo's key of the person.
             * @example 50
             */
            id: number;
            /**
             * @description The key of deduplication; ASCII only.
             * @example jane@example.com
             */
            email?: string | null;
            /** @example Jane */
            firstName?: string | null;
            /**
             * @description Salesforce refuses a lead without it.
             * @example Doe
             */
            lastName?: string | null;
            /**
             * @description Salesforce refuses a lead without it.
             * @example ACME
             */
            company?: string | null;
            /**
             * @description Company size by bucket.
             * @example 1-99
             */
            Employee_Buckets__c?: string | null;
            /** @example +1 23 456-78-90 */
            phone?: string | null;
            /**
             * @description Name of the country, as in Salesforce's picklist; else the lead does not sync.
             * @example United States
             */
            country?: string | null;
            /**
             * @description Name of the state, as in Salesforce's picklist, spelled out; a smart campaign spells out two-letter codes of the United States and Canada.
             * @example California
             */
            state?: string | null;
            /**
             * @description The message for the sales team.
             * @example I want to talk to sales.
             */
            Comment_Capture__c?: string | null;
            /** @example group-billing */
            GLM_Content__c?: string | null;
            /** @example gitlab.com */
            GLM_Source__c?: string | null;
            /**
             * @description What the user did.
             * @example Hand Raise PQL
             */
            productInteraction?: string | null;
            /** @example 1000 */
            PQL_Namespace_Id__c?: number | null;
            /** @example free */
            Existing_Plan__c?: string | null;
            /** @example true */
            Setup_for_Company_Team_Use__c?: boolean | null;
            /**
             * @description Wants e-mail from GitLab.
             * @example true
             */
            optIn?: boolean | null;
            /** @example software_developer */
            Role__c?: string | null;
            /**
             * @description Job to be done.
             * @example move_repository
             */
            Signup_Reason__c?: string | null;
            /** @example https://acme.example */
            website?: string | null;
            /** @example English */
            Preferred_Language__c?: string | null;
            /**
             * Format: date
             * @example 2024-01-01
             */
            Trial_Start_Date__c?: string | null;
            /** @example false */
            Currently_in_Trial__c?: boolean | null;
            /**
             * @description Behavior score plus demographic score.
             * @example 160
             */
            leadScore?: number | null;
            /** @example 100 */
            Behavior_Score__c?: number | null;
            /** @example 60 */
            Demographic_Score__c?: number | null;
            /**
             * @description Raw, Inquiry, MQL, Accepted, Qualifying, Qualified, Disqualified, Recycle or Ineligible.
             * @example MQL
             */
            leadStatus?: string | null;
            /** @example Gitlab.com */
            leadSource?: string | null;
            /** @example true */
            PQL_Product_Qualified_Lead__c?: boolean | null;
            /**
             * Format: date-time
             * @description When the score last reached the threshold.
             * @example 2024-01-01T00:00:02Z
             */
            MQL_DateTime__c?: string | null;
            /**
             * @description The lead score when the person last became an MQL.
             * @example 160
             */
            Person_Score_at_MQL__c?: number | null;
            /**
             * @description The behavior score then.
             * @example 100
             */
            Behavior_Score_at_MQL__c?: number | null;
            /**
             * @description The demographic score then.
             * @example 60
             */
            Demographic_Score_at_MQL__c?: number | null;
            /**
             * @description How often the person became an MQL.
             * @example 1
             */
            MQL_Counter__c?: number | null;
            /** @example HandRaise PQL - Contact Us on 2024-01-01 */
            Last_Interesting_Moment__c?: string | null;
            /** @example Ms. */
            salutation?: string | null;
            /** @example Ann */
            middleName?: string | null;
            /** @example Engineering Manager */
            title?: string | null;
            /** @example +1 23 456-78-91 */
            mobilePhone?: string | null;
            /** @example +1 23 456-78-92 */
            fax?: string | null;
            /** @example 1 Main Street */
            address?: string | null;
            /** @example San Francisco */
            city?: string | null;
            /** @example 94105 */
            postalCode?: string | null;
            /**
             * Format: date
             * @example 1990-01-31
             */
            dateOfBirth?: string | null;
            /** @example Decision Maker */
            leadRole?: string | null;
            /** @example Engineering */
            department?: string | null;
            /** @example Hot */
            rating?: string | null;
            /** @example Technology */
            industry?: string | null;
            /** @example Headquarters */
            site?: string | null;
            /** @example 7372 */
            sicCode?: string | null;
            /**
             * @description The company's telephone.
             * @example +1 23 456-78-00
             */
            mainPhone?: string | null;
            /** @example 50 */
            numberOfEmployees?: number | null;
            /** @example 1000000 */
            annualRevenue?: number | null;
            /** @example 1 Main Street */
            billingStreet?: string | null;
            /** @example San Francisco */
            billingCity?: string | null;
            /** @example California */
            billingState?: string | null;
            /** @example 94105 */
            billingPostalCode?: string | null;
            /** @example United States */
            billingCountry?: string | null;
            /** @example false */
            unsubscribed?: boolean | null;
            /** @example Too many e-mails */
            unsubscribedReason?: string | null;
            /** @example false */
            doNotCall?: boolean | null;
            /** @example Asked not to be called */
            doNotCallReason?: string | null;
            /** @example false */
            emailInvalid?: boolean | null;
            /** @example Mailbox does not exist */
            emailInvalidCause?: string | null;
            /**
             * @description Sales Insight.
             * @example 3
             */
            priority?: number | null;
            /**
             * @description Sales Insight.
             * @example 2.5
             */
            urgency?: number | null;
            /**
             * @description Sales Insight.
             * @example 4
             */
            relativeScore?: number | null;
            /**
             * @description From the IP address, like all inferred fields.
             * @example ACME
             */
            inferredCompany?: string | null;
            /** @example United States */
            inferredCountry?: string | null;
            /** @example San Francisco */
            inferredCity?: string | null;
            /** @example CA */
            inferredStateRegion?: string | null;
            /** @example 94105 */
            inferredPostalCode?: string | null;
            /** @example San Francisco */
            inferredMetropolitanArea?: string | null;
            /** @example 415 */
            inferredPhoneAreaCode?: string | null;
            /**
             * @description Address of the first recorded visit.
             * @example 192.0.2.1
             */
            anonymousIP?: string | null;
            /** @example false */
            isAnonymous?: boolean | null;
            /**
             * @description Salesforce's id of the lead; null while it is not there.
             * @example 00Q5e00000A1b2cEAB
             */
            sfdcLeadId?: string | null;
            /** @example 0035e00000A1b2cAAB */
            sfdcContactId?: string | null;
            /** @example 0015e00000A1b2cAAB */
            sfdcAccountId?: string | null;
            /** @example 0055e00000A1b2cAAB */
            sfdcLeadOwnerId?: string | null;
            /** @example 0065e00000A1b2cAAB */
            sfdcOpptyId?: string | null;
            /**
             * @description Lead, Contact, or null while the person is not in Salesforce.
             * @example Lead
             */
            sfdcType?: string | null;
            /**
             * @description True when deleted in Salesforce. The API name is assumed.
             * @example false
             */
            sfdcIsDeleted?: boolean | null;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00Z
             */
            createdAt?: string | null;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:02Z
             */
            updatedAt?: string | null;
            /**
             * @description The person was made beside another one (createDuplicate), or got the address later. No field of the API, hence no `x-marketo`.
             * @example true
             */
            mayShareEmail?: boolean;
            /**
             * @description The partition of the person, unless it is the first one, Default. No field of the API, hence no `x-marketo`.
             * @example 2
             */
            partitionId?: number;
        };
        /**
         * @description Upper-case base32 with padding. The documented ones decode to an instant, a comma and an offset.
         * @example GIYDENBNGAYS2MBRKQYDAORQGA5DAMBOGAYDAKZQGAYDALBTGAYA====
         */
        MarketoPageToken: string;
        /**
         * @example {
         *       "requestId": "e42b#14272d07d78",
         *       "success": true,
         *       "result": [
         *         {
         *           "id": 50,
         *           "email": "jane@example.com",
         *           "firstName": "Jane",
         *           "lastName": "Doe",
         *           "createdAt": "2024-01-01T00:00:00Z",
         *           "updatedAt": "2024-01-01T00:00:02Z"
         *         }
         *       ]
         *     }
         * @example {
         *       "requestId": "5f7f#17d7d8f2b6f",
         *       "success": true,
         *       "result": []
         *     }
         * @example {
         *       "requestId": "9e01#161d922f1aa",
         *       "success": true,
         *       "result": [
         *         {
         *           "id": 50,
         *           "email": "jane@example.com"
         *         }
         *       ],
         *       "nextPageToken": "GIYDENBNGAYS2MBRKQYDAORQGA5DAMBOGAYDAKZQGAYDALBTGAYA====",
         *       "moreResult": true
         *     }
         */
        MarketoGetLeadsResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            result: components["schemas"]["MarketoLead"][];
            nextPageToken?: components["schemas"]["MarketoPageToken"];
            /**
             * @description Whether there is another page.
             * @example false
             */
            moreResult?: boolean;
        };
        /**
         * @description Why a request is refused. The enum holds the codes with which these operations refuse a request; `x-codes` lists all codes
         *     of the guide's error-codes page, those of single records (from 1001) included. "Free" codes do not count against quota and rate.
         *     Limits: 100 calls in 20 seconds (606), 10 calls at once (615), 50,000 calls a day until midnight Central time (607). The sandbox
         *     enforces none of them until its table `limits` says so.
         */
        MarketoError: {
            /**
             * @example 601
             * @enum {string}
             */
            code: "500" | "502" | "600" | "601" | "602" | "603" | "604" | "605" | "606" | "607" | "608" | "609" | "610" | "611" | "612" | "614" | "615" | "703" | "704" | "713" | "1002" | "1003" | "1004" | "1006" | "1011" | "1013" | "1042" | "1078" | "1080";
            /** @example Access token invalid */
            message: string;
        };
        /**
         * @description The request as a whole is refused, under HTTP 200 and without a result. A client renews its token on 601 and 602,
         *     waits on 606 and 615, and retries on 502, 604, 608, 611 and 713.
         * @example {
         *       "requestId": "e42b#14272d07d78",
         *       "success": false,
         *       "errors": [
         *         {
         *           "code": "601",
         *           "message": "Access token invalid"
         *         }
         *       ]
         *     }
         * @example {
         *       "requestId": "5f7f#17d7d8f2b6f",
         *       "success": false,
         *       "errors": [
         *         {
         *           "code": "602",
         *           "message": "Access token expired"
         *         }
         *       ]
         *     }
         * @example {
         *       "requestId": "9e01#161d922f1aa",
         *       "success": false,
         *       "errors": [
         *         {
         *           "code": "606",
         *           "message": "Max rate limit '100' exceeded with in '20' secs"
         *         }
         *       ]
         *     }
         * @example {
         *       "requestId": "1a2b#18cc251f400",
         *       "success": false,
         *       "errors": [
         *         {
         *           "code": "1003",
         *           "message": "Too many results match the filter"
         *         }
         *       ]
         *     }
         */
        MarketoRefusal: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example false
             * @constant
             */
            success: false;
            errors: components["schemas"]["MarketoError"][];
        };
        /**
         * @description Fields of MarketoLead by name; `id` only with updateOnly; null empties a field. Any field may come, since an unknown one (1006) or a
         *     value of the wrong type (1001) skips its record only.
         * @example {
         *       "email": "jane@example.com",
         *       "firstName": "Jane",
         *       "lastName": "Doe",
         *       "company": "ACME",
         *       "productInteraction": "Hand Raise PQL"
         *     }
         * @example {
         *       "email": "jane@example.com",
         *       "company": "ACME",
         *       "productInteraction": "SaaS Trial",
         *       "Setup_for_Company_Team_Use__c": true,
         *       "Trial_Start_Date__c": "2024-01-01",
         *       "Currently_in_Trial__c": true
         *     }
         * @example {
         *       "id": 50,
         *       "lastName": null
         *     }
         * @example {
         *       "email": "jane@example.com",
         *       "favouriteColour": "blue"
         *     }
         */
        MarketoLeadInput: {
            [key: string]: unknown;
        };
        /**
         * @example {
         *       "action": "createOrUpdate",
         *       "lookupField": "email",
         *       "input": [
         *         {
         *           "email": "jane@example.com",
         *           "firstName": "Jane",
         *           "lastName": "Doe",
         *           "company": "ACME",
         *           "Employee_Buckets__c": "1-99",
         *           "phone": "+1 23 456-78-90",
         *           "country": "United States",
         *           "state": "CA",
         *           "Comment_Capture__c": "I want to talk to sales.",
         *           "GLM_Content__c": "group-billing",
         *           "GLM_Source__c": "gitlab.com",
         *           "productInteraction": "Hand Raise PQL",
         *           "PQL_Namespace_Id__c": 1000,
         *           "Existing_Plan__c": "free",
         *           "Setup_for_Company_Team_Use__c": true,
         *           "optIn": true
         *         }
         *       ]
         *     }
         * @example {
         *       "action": "createOnly",
         *       "input": [
         *         {
         *           "email": "jane@example.com",
         *           "firstName": "Jane"
         *         },
         *         {
         *           "email": "john@example.com",
         *           "firstName": "John"
         *         }
         *       ]
         *     }
         * @example {
         *       "action": "updateOnly",
         *       "lookupField": "id",
         *       "input": [
         *         {
         *           "id": 50,
         *           "lastName": "Doe-Smith"
         *         }
         *       ]
         *     }
         * @example {
         *       "input": [
         *         {
         *           "email": "jane@example.com",
         *           "favouriteColour": "blue"
         *         }
         *       ]
         *     }
         */
        MarketoSyncLeadsRequest: {
            /**
             * @description Without it createOrUpdate.
             * @example createOrUpdate
             * @enum {string}
             */
            action?: "createOnly" | "updateOnly" | "createOrUpdate" | "createDuplicate";
            /**
             * @description The field by which a person is found, without it `email`; every record has it. Used by createOrUpdate and updateOnly.
             * @example email
             */
            lookupField?: string;
            /**
             * @description Only with createOnly and createOrUpdate.
             * @example Default
             */
            partitionName?: string;
            /**
             * @description The call returns before the work is done. The sandbox does the work at once and answers alike, which is assumed.
             * @example false
             */
            asyncProcessing?: boolean;
            input: components["schemas"]["MarketoLeadInput"][];
        };
        /** @description Why a record is skipped. The messages are in `x-codes` of MarketoError. */
        MarketoReason: {
            /**
             * @example 1005
             * @enum {string}
             */
            code: "1001" | "1002" | "1003" | "1004" | "1005" | "1006" | "1007" | "1008" | "1010" | "1011";
            /** @example Lead already exists */
            message: string;
        };
        /**
         * @description What became of one record.
         * @example {
         *       "id": 50,
         *       "status": "created"
         *     }
         * @example {
         *       "id": 51,
         *       "status": "updated"
         *     }
         * @example {
         *       "status": "skipped",
         *       "reasons": [
         *         {
         *           "code": "1006",
         *           "message": "Field 'favouriteColour' not found"
         *         }
         *       ]
         *     }
         */
        MarketoSyncedLead: {
            /**
             * @description Marketo's id of the person.
             * @example 50
             */
            id: number;
            /**
             * @example created
             * @constant
             */
            status: "created";
        } | {
            /**
             * @description Marketo's id of the person.
             * @example 50
             */
            id: number;
            /**
             * @example updated
             * @constant
             */
            status: "updated";
        } | {
            /**
             * @example skipped
             * @constant
             */
            status: "skipped";
            reasons: components["schemas"]["MarketoReason"][];
        };
        /**
         * @example {
         *       "requestId": "e42b#14272d07d78",
         *       "success": true,
         *       "result": [
         *         {
         *           "id": 50,
         *           "status": "created"
         *         }
         *       ]
         *     }
         * @example {
         *       "requestId": "e42b#14272d07d78",
         *       "success": true,
         *       "result": [
         *         {
         *           "id": 50,
         *           "status": "created"
         *         },
         *         {
         *           "id": 51,
         *           "status": "updated"
         *         },
         *         {
         *           "status": "skipped",
         *           "reasons": [
         *             {
         *               "code": "1005",
         *               "message": "Lead already exists"
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        MarketoSyncLeadsResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            /** @description In the order of the input. */
            result: components["schemas"]["MarketoSyncedLead"][];
        };
        /**
         * @example {
         *       "requestId": "e42b#14272d07d78",
         *       "success": true,
         *       "result": [
         *         {
         *           "id": 50,
         *           "email": "jane@example.com",
         *           "firstName": "Jane",
         *           "lastName": "Doe",
         *           "createdAt": "2024-01-01T00:00:00Z",
         *           "updatedAt": "2024-01-01T00:00:02Z"
         *         }
         *       ]
         *     }
         */
        MarketoGetLeadResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            result: components["schemas"]["MarketoLead"][];
        };
        MarketoField: {
            /**
             * @description Name in the REST API.
             * @example email
             */
            name: string;
            /**
             * @description Label.
             * @example Email Address
             */
            displayName: string;
            /**
             * @example email
             * @enum {string}
             */
            dataType: "datetime" | "email" | "float" | "integer" | "formula" | "percent" | "url" | "phone" | "textarea" | "text" | "string" | "score" | "boolean" | "currency" | "date" | "reference";
            /**
             * @description Only of types with a length.
             * @example 255
             */
            length?: number;
            /**
             * @description Whether the API may write it.
             * @example true
             */
            updateable: boolean;
            /**
             * @description Whether the CRM owns the value.
             * @example false
             */
            crmManaged: boolean;
        };
        MarketoLeadDescription: {
            /**
             * @example API Lead
             * @constant
             */
            name: "API Lead";
            /** @description Keys of a search, each a list of field names. */
            searchableFields: string[][];
            fields: components["schemas"]["MarketoField"][];
        };
        /**
         * @example {
         *       "requestId": "e42b#14272d07d78",
         *       "success": true,
         *       "result": [
         *         {
         *           "name": "API Lead",
         *           "searchableFields": [
         *             [
         *               "id"
         *             ],
         *             [
         *               "email"
         *             ]
         *           ],
         *           "fields": [
         *             {
         *               "name": "id",
         *               "displayName": "Id",
         *               "dataType": "integer",
         *               "updateable": false,
         *               "crmManaged": false
         *             },
         *             {
         *               "name": "email",
         *               "displayName": "Email Address",
         *               "dataType": "email",
         *               "length": 255,
         *               "updateable": true,
         *               "crmManaged": false
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        MarketoDescribeLeadsResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            result: components["schemas"]["MarketoLeadDescription"][];
        };
        /**
         * @example {
         *       "requestId": "e42b#14272d07d78",
         *       "success": true,
         *       "nextPageToken": "GIYDENBNGAYS2MBRKQYDAORQGA5DAMBOGAYDAKZQGAYDALBQ"
         *     }
         */
        MarketoGetPagingTokenResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            nextPageToken: components["schemas"]["MarketoPageToken"];
        };
        MarketoActivityAttribute: {
            /** @example Change Value */
            name: string;
            /**
             * @description Text, a number, true or false, or null, by the data type of the attribute.
             * @example +100
             */
            value: unknown;
        };
        MarketoActivity: {
            /**
             * @description May be absent: `marketoGUID` is replacing it.
             * @example 102988
             */
            id?: number;
            /** @example 102988 */
            marketoGUID: string;
            /**
             * @description Marketo's id of the person.
             * @example 50
             */
            leadId: number;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:01Z
             */
            activityDate: string;
            /** @example 22 */
            activityTypeId: number;
            /**
             * @description The smart campaign that did it.
             * @example 1041
             */
            campaignId?: number;
            /** @example 27 */
            primaryAttributeValueId?: number;
            /** @example Lead Score */
            primaryAttributeValue?: string;
            attributes: components["schemas"]["MarketoActivityAttribute"][];
        };
        /**
         * @example {
         *       "requestId": "e42b#14272d07d78",
         *       "success": true,
         *       "result": [
         *         {
         *           "id": 102988,
         *           "marketoGUID": "102988",
         *           "leadId": 50,
         *           "activityDate": "2024-01-01T00:00:01Z",
         *           "activityTypeId": 22,
         *           "campaignId": 1041,
         *           "primaryAttributeValueId": 27,
         *           "primaryAttributeValue": "Lead Score",
         *           "attributes": [
         *             {
         *               "name": "Change Value",
         *               "value": "+100"
         *             },
         *             {
         *               "name": "New Value",
         *               "value": 100
         *             },
         *             {
         *               "name": "Old Value",
         *               "value": 0
         *             },
         *             {
         *               "name": "Reason",
         *               "value": "Inbound - Hand Raise"
         *             }
         *           ]
         *         }
         *       ],
         *       "nextPageToken": "GIYDENBNGAYS2MBRKQYDAORQGA5DAMBOGAYDAKZQGAYDALBTGAYA====",
         *       "moreResult": false
         *     }
         * @example {
         *       "requestId": "5f7f#17d7d8f2b6f",
         *       "success": true,
         *       "result": [],
         *       "nextPageToken": "GIYDENBNGAYS2MBRKQYDAORQGA5DAMBOGAYDAKZQGAYDALBTGAYA====",
         *       "moreResult": true
         *     }
         */
        MarketoGetActivitiesResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            result: components["schemas"]["MarketoActivity"][];
            nextPageToken: components["schemas"]["MarketoPageToken"];
            /**
             * @description Whether there is another page.
             * @example false
             */
            moreResult: boolean;
        };
        MarketoActivityTypeAttribute: {
            /** @example Score Name */
            name: string;
            /** @example string */
            dataType: string;
            /**
             * @description Only of custom activities.
             * @example plan
             */
            apiName?: string;
        };
        /**
         * @description A type of activity. The ids and names are Marketo's; the examples are those the pipeline needs. Their descriptions and attributes
         *     are assumed: no public reply of `marketo.getActivityTypes` shows them.
         * @example {
         *       "id": 2,
         *       "name": "Fill Out Form",
         *       "description": "User fills out and submits form on web page",
         *       "primaryAttribute": {
         *         "name": "Webform ID",
         *         "dataType": "integer"
         *       },
         *       "attributes": [
         *         {
         *           "name": "Client IP Address",
         *           "dataType": "string"
         *         },
         *         {
         *           "name": "Form Fields",
         *           "dataType": "text"
         *         },
         *         {
         *           "name": "Query Parameters",
         *           "dataType": "string"
         *         },
         *         {
         *           "name": "Referrer URL",
         *           "dataType": "string"
         *         },
         *         {
         *           "name": "User Agent",
         *           "dataType": "string"
         *         },
         *         {
         *           "name": "Webpage ID",
         *           "dataType": "integer"
         *         }
         *       ]
         *     }
         * @example {
         *       "id": 12,
         *       "name": "New Lead",
         *       "description": "A person was created",
         *       "attributes": [
         *         {
         *           "name": "Created Date",
         *           "dataType": "datetime"
         *         },
         *         {
         *           "name": "Lead Source",
         *           "dataType": "string"
         *         },
         *         {
         *           "name": "Source Info",
         *           "dataType": "string"
         *         },
         *         {
         *           "name": "Source Type",
         *           "dataType": "string"
         *         }
         *       ]
         *     }
         * @example {
         *       "id": 13,
         *       "name": "Change Data Value",
         *       "description": "The value of a field changed",
         *       "primaryAttribute": {
         *         "name": "Attribute Name",
         *         "dataType": "string"
         *       },
         *       "attributes": [
         *         {
         *           "name": "New Value",
         *           "dataType": "string"
         *         },
         *         {
         *           "name": "Old Value",
         *           "dataType": "string"
         *         },
         *         {
         *           "name": "Reason",
         *           "dataType": "string"
         *         },
         *         {
         *           "name": "Source",
         *           "dataType": "string"
         *         }
         *       ]
         *     }
         * @example {
         *       "id": 19,
         *       "name": "Sync Lead to SFDC",
         *       "description": "The person was sent to Salesforce, or the attempt failed",
         *       "attributes": [
         *         {
         *           "name": "SFDC Id",
         *           "dataType": "string"
         *         },
         *         {
         *           "name": "Reason",
         *           "dataType": "string"
         *         }
         *       ]
         *     }
         * @example {
         *       "id": 22,
         *       "name": "Change Score",
         *       "description": "Modify the value of a score field",
         *       "primaryAttribute": {
         *         "name": "Score Name",
         *         "dataType": "string"
         *       },
         *       "attributes": [
         *         {
         *           "name": "Change Value",
         *           "dataType": "string"
         *         },
         *         {
         *           "name": "New Value",
         *           "dataType": "integer"
         *         },
         *         {
         *           "name": "Old Value",
         *           "dataType": "integer"
         *         },
         *         {
         *           "name": "Reason",
         *           "dataType": "string"
         *         }
         *       ]
         *     }
         * @example {
         *       "id": 24,
         *       "name": "Add to List",
         *       "description": "The person was put into a static list",
         *       "primaryAttribute": {
         *         "name": "List ID",
         *         "dataType": "integer"
         *       },
         *       "attributes": [
         *         {
         *           "name": "Source",
         *           "dataType": "string"
         *         }
         *       ]
         *     }
         * @example {
         *       "id": 25,
         *       "name": "Remove from List",
         *       "description": "The person was taken out of a static list",
         *       "primaryAttribute": {
         *         "name": "List ID",
         *         "dataType": "integer"
         *       },
         *       "attributes": [
         *         {
         *           "name": "Source",
         *           "dataType": "string"
         *         }
         *       ]
         *     }
         * @example {
         *       "id": 32,
         *       "name": "Merge Leads",
         *       "description": "Other people were merged into the person",
         *       "primaryAttribute": {
         *         "name": "Lead ID",
         *         "dataType": "integer"
         *       },
         *       "attributes": [
         *         {
         *           "name": "Merge IDs",
         *           "dataType": "string"
         *         },
         *         {
         *           "name": "Merge Source",
         *           "dataType": "string"
         *         }
         *       ]
         *     }
         * @example {
         *       "id": 37,
         *       "name": "Delete Lead",
         *       "description": "The person was deleted",
         *       "primaryAttribute": {
         *         "name": "Lead ID",
         *         "dataType": "integer"
         *       },
         *       "attributes": []
         *     }
         * @example {
         *       "id": 42,
         *       "name": "Add to SFDC Campaign",
         *       "description": "The person was added to a campaign in Salesforce",
         *       "primaryAttribute": {
         *         "name": "Campaign",
         *         "dataType": "string"
         *       },
         *       "attributes": [
         *         {
         *           "name": "Status",
         *           "dataType": "string"
         *         }
         *       ]
         *     }
         * @example {
         *       "id": 46,
         *       "name": "Interesting Moment",
         *       "description": "Something that sales should know",
         *       "primaryAttribute": {
         *         "name": "Type",
         *         "dataType": "string"
         *       },
         *       "attributes": [
         *         {
         *           "name": "Date",
         *           "dataType": "datetime"
         *         },
         *         {
         *           "name": "Description",
         *           "dataType": "string"
         *         },
         *         {
         *           "name": "Source",
         *           "dataType": "string"
         *         }
         *       ]
         *     }
         * @example {
         *       "id": 47,
         *       "name": "Request Campaign",
         *       "description": "A campaign was requested for the person",
         *       "primaryAttribute": {
         *         "name": "Campaign",
         *         "dataType": "string"
         *       },
         *       "attributes": [
         *         {
         *           "name": "Source",
         *           "dataType": "string"
         *         }
         *       ]
         *     }
         * @example {
         *       "id": 145,
         *       "name": "Push Lead to Marketo",
         *       "description": "The person was pushed to Marketo for a program",
         *       "primaryAttribute": {
         *         "name": "Program ID",
         *         "dataType": "integer"
         *       },
         *       "attributes": [
         *         {
         *           "name": "Reason",
         *           "dataType": "string"
         *         },
         *         {
         *           "name": "Source",
         *           "dataType": "string"
         *         }
         *       ]
         *     }
         * @example {
         *       "id": 100001,
         *       "name": "Use Feature",
         *       "description": "The person used a feature of GitLab",
         *       "primaryAttribute": {
         *         "name": "Feature",
         *         "dataType": "string",
         *         "apiName": "feature"
         *       },
         *       "attributes": [
         *         {
         *           "name": "Plan",
         *           "dataType": "string",
         *           "apiName": "plan"
         *         },
         *         {
         *           "name": "Times Used",
         *           "dataType": "integer",
         *           "apiName": "timesUsed"
         *         },
         *         {
         *           "name": "URL",
         *           "dataType": "string",
         *           "apiName": "uRL"
         *         }
         *       ]
         *     }
         */
        MarketoActivityType: {
            /** @example 22 */
            id: number;
            /** @example Change Score */
            name: string;
            /** @example Modify the value of a score field */
            description: string;
            primaryAttribute?: components["schemas"]["MarketoActivityTypeAttribute"];
            attributes: components["schemas"]["MarketoActivityTypeAttribute"][];
        };
        /**
         * @example {
         *       "requestId": "e42b#14272d07d78",
         *       "success": true,
         *       "result": [
         *         {
         *           "id": 22,
         *           "name": "Change Score",
         *           "description": "Modify the value of a score field",
         *           "primaryAttribute": {
         *             "name": "Score Name",
         *             "dataType": "string"
         *           },
         *           "attributes": [
         *             {
         *               "name": "Change Value",
         *               "dataType": "string"
         *             },
         *             {
         *               "name": "New Value",
         *               "dataType": "integer"
         *             },
         *             {
         *               "name": "Old Value",
         *               "dataType": "integer"
         *             },
         *             {
         *               "name": "Reason",
         *               "dataType": "string"
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        MarketoGetActivityTypesResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            result: components["schemas"]["MarketoActivityType"][];
        };
        /**
         * @example {
         *       "programName": "GitLab SaaS Trial",
         *       "source": "CustomersDot",
         *       "reason": "hand_raise",
         *       "lookupField": "email",
         *       "input": [
         *         {
         *           "email": "jane@example.com",
         *           "firstName": "Jane",
         *           "lastName": "Doe",
         *           "company": "ACME"
         *         }
         *       ]
         *     }
         */
        MarketoPushLeadsRequest: {
            /**
             * @description The program that the activity is of.
             * @example GitLab SaaS Trial
             */
            programName: string;
            /**
             * @description Goes into the activity.
             * @example CustomersDot
             */
            source?: string;
            /**
             * @description Goes into the activity.
             * @example hand_raise
             */
            reason?: string;
            /**
             * @description The field by which a person is found, without it `email`.
             * @example email
             */
            lookupField?: string;
            /** @example Default */
            partitionName?: string;
            /**
             * @description The status that the people get in the program.
             * @example Registered
             */
            programStatus?: string;
            input: components["schemas"]["MarketoLeadInput"][];
        };
        MarketoVisitorData: {
            /** @example https://about.gitlab.com/sales/ */
            pageURL?: string;
            /** @example utm_source=docs */
            queryString?: string;
            /** @example 192.0.2.1 */
            leadClientIpAddress?: string;
            /** @example Mozilla/5.0 */
            userAgentString?: string;
        };
        MarketoFormInput: {
            /**
             * @description Values by the REST name of the field; each has to be a field of the form. `email` is required.
             * @example {
             *       "email": "jane@example.com",
             *       "firstName": "Jane"
             *     }
             */
            leadFormFields: {
                [key: string]: unknown;
            };
            visitorData?: components["schemas"]["MarketoVisitorData"];
            /** @example id:284-RPR-133&token:_mch-gitlab.com-1594662481190-60776 */
            cookie?: string;
        };
        /**
         * @example {
         *       "formId": 1029,
         *       "input": [
         *         {
         *           "leadFormFields": {
         *             "email": "jane@example.com",
         *             "firstName": "Jane",
         *             "lastName": "Doe",
         *             "company": "ACME"
         *           },
         *           "visitorData": {
         *             "pageURL": "https://about.gitlab.com/sales/",
         *             "leadClientIpAddress": "192.0.2.1",
         *             "userAgentString": "Mozilla/5.0"
         *           }
         *         }
         *       ]
         *     }
         */
        MarketoSubmitFormRequest: {
            /** @example 1029 */
            formId: number;
            /**
             * @description The program that the person is added to.
             * @example 1001
             */
            programId?: number;
            /** @description Exactly one record. */
            input: components["schemas"]["MarketoFormInput"][];
        };
        MarketoLeadId: {
            /**
             * @description Marketo's id of the person.
             * @example 50
             */
            id: number;
        };
        /**
         * @example {
         *       "input": [
         *         {
         *           "id": 50
         *         },
         *         {
         *           "id": 51
         *         }
         *       ]
         *     }
         */
        MarketoLeadIdsRequest: {
            input: components["schemas"]["MarketoLeadId"][];
        };
        /** @description Why a person who is named by id is skipped. */
        MarketoLeadReason: {
            /**
             * @example 1004
             * @enum {string}
             */
            code: "1004" | "1015";
            /** @example Lead not found */
            message: string;
        };
        MarketoSkippedLead: {
            /**
             * @description Marketo's id of the person.
             * @example 50
             */
            id: number;
            /**
             * @example skipped
             * @constant
             */
            status: "skipped";
            reasons: components["schemas"]["MarketoLeadReason"][];
        };
        MarketoDeletedLead: {
            /**
             * @description Marketo's id of the person.
             * @example 50
             */
            id: number;
            /**
             * @example deleted
             * @constant
             */
            status: "deleted";
        } | components["schemas"]["MarketoSkippedLead"];
        /**
         * @example {
         *       "requestId": "e42b#14272d07d78",
         *       "success": true,
         *       "result": [
         *         {
         *           "id": 50,
         *           "status": "deleted"
         *         },
         *         {
         *           "id": 99,
         *           "status": "skipped",
         *           "reasons": [
         *             {
         *               "code": "1004",
         *               "message": "Lead not found"
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        MarketoDeleteLeadsResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            result: components["schemas"]["MarketoDeletedLead"][];
        };
        /**
         * @description Some clients send a body where none is read.
         * @example {
         *       "data": {}
         *     }
         */
        MarketoUnreadBody: {
            [key: string]: unknown;
        };
        /**
         * @example {
         *       "requestId": "e42b#14272d07d78",
         *       "success": true
         *     }
         */
        MarketoDone: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
        };
        MarketoPartition: {
            /** @example 1 */
            id: number;
            /** @example Default */
            name: string;
            /** @example Initial system lead partition */
            description?: string;
        };
        MarketoGetLeadPartitionsResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            result: components["schemas"]["MarketoPartition"][];
        };
        MarketoOldField: {
            /** @example 2 */
            id: number;
            /** @example Company Name */
            displayName: string;
            /** @example string */
            dataType: string;
            /** @example 255 */
            length?: number;
            rest: {
                /** @example company */
                name: string;
                /** @example false */
                readOnly: boolean;
            };
        };
        MarketoDescribeLeadFieldsResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            result: components["schemas"]["MarketoOldField"][];
        };
        /**
         * @description A field and how it is kept. Which fields are sensitive, hidden or made by the API is not public: the values here are assumed, and
         *     so is that every text is encoded in e-mails.
         */
        MarketoSchemaField: {
            /** @example Email Address */
            displayName: string;
            /** @example email */
            name: string;
            /** @example null */
            description: string | null;
            /** @example email */
            dataType: string;
            /** @example 255 */
            length?: number;
            /** @example false */
            isHidden: boolean;
            /** @example true */
            isHtmlEncodingInEmail: boolean;
            /** @example true */
            isSensitive: boolean;
            /** @example false */
            isCustom: boolean;
            /** @example false */
            isApiCreated: boolean;
        };
        MarketoGetLeadFieldsResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            result: components["schemas"]["MarketoSchemaField"][];
            nextPageToken?: components["schemas"]["MarketoPageToken"];
            /** @example false */
            moreResult?: boolean;
        };
        /**
         * @example {
         *       "id": 1001,
         *       "name": "Trials",
         *       "workspaceName": "Default",
         *       "createdAt": "2024-01-01T00:00:00Z",
         *       "updatedAt": "2024-01-01T00:00:00Z"
         *     }
         */
        MarketoList: {
            /** @example 1001 */
            id: number;
            /** @example Trials */
            name: string;
            /** @example Everybody who began a trial */
            description?: string;
            /**
             * @description Only of lists in a program.
             * @example GitLab SaaS Trial
             */
            programName?: string;
            /** @example Default */
            workspaceName?: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00Z
             */
            updatedAt: string;
        };
        MarketoGetListsResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            result: components["schemas"]["MarketoList"][];
            nextPageToken?: components["schemas"]["MarketoPageToken"];
            /** @example false */
            moreResult?: boolean;
        };
        MarketoMembership: {
            /**
             * @description Marketo's id of the person.
             * @example 50
             */
            id: number;
            /**
             * @example added
             * @constant
             */
            status: "added";
        } | {
            /**
             * @description Marketo's id of the person.
             * @example 50
             */
            id: number;
            /**
             * @example removed
             * @constant
             */
            status: "removed";
        } | {
            /**
             * @description Marketo's id of the person.
             * @example 50
             */
            id: number;
            /**
             * @example memberof
             * @constant
             */
            status: "memberof";
        } | {
            /**
             * @description Marketo's id of the person.
             * @example 50
             */
            id: number;
            /**
             * @example notmemberof
             * @constant
             */
            status: "notmemberof";
        } | components["schemas"]["MarketoSkippedLead"];
        /**
         * @example {
         *       "requestId": "e42b#14272d07d78",
         *       "success": true,
         *       "result": [
         *         {
         *           "id": 50,
         *           "status": "added"
         *         },
         *         {
         *           "id": 99,
         *           "status": "skipped",
         *           "reasons": [
         *             {
         *               "code": "1004",
         *               "message": "Lead not found"
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        MarketoListResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            result: components["schemas"]["MarketoMembership"][];
        };
        /** @description A smart campaign. */
        MarketoCampaign: {
            /** @example 1041 */
            id: number;
            /** @example Inbound - Hand Raise */
            name: string;
            /**
             * @example trigger
             * @enum {string}
             */
            type: "batch" | "trigger";
            /** @example true */
            active: boolean;
            /** @example 1002 */
            programId: number | null;
            /** @example Scoring */
            programName: string | null;
            /** @example Default */
            workspaceName: string | null;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00Z
             */
            updatedAt: string;
        };
        MarketoGetCampaignsResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            result: components["schemas"]["MarketoCampaign"][];
            nextPageToken?: components["schemas"]["MarketoPageToken"];
            /** @example false */
            moreResult?: boolean;
        };
        MarketoMyToken: {
            /** @example {{my.message}} */
            name: string;
            /** @example Updated message */
            value: string;
        };
        /**
         * @example {
         *       "input": {
         *         "leads": [
         *           {
         *             "id": 50
         *           }
         *         ],
         *         "tokens": [
         *           {
         *             "name": "{{my.message}}",
         *             "value": "Updated message"
         *           }
         *         ]
         *       }
         *     }
         */
        MarketoRequestCampaignRequest: {
            input: {
                leads: components["schemas"]["MarketoLeadId"][];
                tokens?: components["schemas"]["MarketoMyToken"][];
            };
            /**
             * @description Sent by some clients; without effect.
             * @example POST
             */
            _method?: string;
        };
        /**
         * @example {
         *       "requestId": "9e01#161d922f1aa",
         *       "success": true,
         *       "result": [
         *         {
         *           "id": 1053
         *         }
         *       ]
         *     }
         */
        MarketoRanCampaignResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            result: {
                /**
                 * @description Of the campaign.
                 * @example 1053
                 */
                id: number;
            }[];
        };
        /**
         * @example {
         *       "input": {
         *         "runAt": "2024-01-01T12:00:00Z"
         *       }
         *     }
         */
        MarketoScheduleCampaignRequest: {
            input: {
                /**
                 * @description ISO 8601; any text may come, what is no moment is refused.
                 * @example 2024-01-01T12:00:00Z
                 */
                runAt?: string;
                tokens?: components["schemas"]["MarketoMyToken"][];
                /**
                 * @description Name of a program to be made first.
                 * @example GitLab SaaS Trial 2
                 */
                cloneToProgram?: string;
            };
        };
        /**
         * @description `leadId`, `activityDate`, `activityTypeId`, `primaryAttributeValue` and `attributes` are required; any value may come, since what is
         *     wrong skips its record only. An attribute is named by its `name` or its `apiName`.
         * @example {
         *       "leadId": 50,
         *       "activityDate": "2024-01-01T00:00:00Z",
         *       "activityTypeId": 100001,
         *       "primaryAttributeValue": "CI pipelines",
         *       "attributes": []
         *     }
         */
        MarketoCustomActivity: {
            [key: string]: unknown;
        };
        /**
         * @example {
         *       "input": [
         *         {
         *           "leadId": 50,
         *           "activityDate": "2024-01-01T00:00:00+00:00",
         *           "activityTypeId": 100001,
         *           "primaryAttributeValue": "CI pipelines",
         *           "attributes": [
         *             {
         *               "apiName": "plan",
         *               "value": "premium"
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        MarketoAddCustomActivitiesRequest: {
            input: components["schemas"]["MarketoCustomActivity"][];
        };
        MarketoActivityReason: {
            /**
             * @example 1004
             * @enum {string}
             */
            code: "1001" | "1002" | "1003" | "1004" | "1006" | "1049";
            /** @example Lead not found */
            message: string;
        };
        MarketoAddedActivity: {
            /** @example 50 */
            id: number;
            /** @example 50 */
            marketoGUID: string;
            /**
             * @example added
             * @constant
             */
            status: "added";
        } | {
            /**
             * @example skipped
             * @constant
             */
            status: "skipped";
            errors: components["schemas"]["MarketoActivityReason"][];
        };
        /**
         * @example {
         *       "requestId": "e42b#14272d07d78",
         *       "success": true,
         *       "result": [
         *         {
         *           "id": 50,
         *           "marketoGUID": "50",
         *           "status": "added"
         *         },
         *         {
         *           "status": "skipped",
         *           "errors": [
         *             {
         *               "code": "1004",
         *               "message": "Lead not found"
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        MarketoAddCustomActivitiesResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            result: components["schemas"]["MarketoAddedActivity"][];
        };
        MarketoFieldChange: {
            /**
             * @description Of the field. Marketo's own numbers are not public.
             * @example 3
             */
            id: number;
            /** @example firstName */
            name: string;
            /**
             * @description By the type of the field; null where there is none.
             * @example Jane
             */
            newValue: unknown;
            /**
             * @description By the type of the field; null where there was none.
             * @example Jan
             */
            oldValue: unknown;
        };
        /**
         * @example {
         *       "id": 1078,
         *       "marketoGUID": "1078",
         *       "leadId": 50,
         *       "activityDate": "2024-01-01T00:00:01Z",
         *       "activityTypeId": 13,
         *       "fields": [
         *         {
         *           "id": 3,
         *           "name": "firstName",
         *           "newValue": "Jane",
         *           "oldValue": "Jan"
         *         }
         *       ],
         *       "attributes": [
         *         {
         *           "name": "Source",
         *           "value": "Web service API"
         *         },
         *         {
         *           "name": "Lead ID",
         *           "value": 50
         *         }
         *       ]
         *     }
         */
        MarketoLeadChange: {
            /** @example 1078 */
            id: number;
            /** @example 1078 */
            marketoGUID: string;
            /** @example 50 */
            leadId: number;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:01Z
             */
            activityDate: string;
            /**
             * @example 13
             * @enum {integer}
             */
            activityTypeId: 12 | 13;
            /** @example 1050 */
            campaignId?: number;
            fields: components["schemas"]["MarketoFieldChange"][];
            attributes: components["schemas"]["MarketoActivityAttribute"][];
        };
        MarketoGetLeadChangesResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            result: components["schemas"]["MarketoLeadChange"][];
            nextPageToken: components["schemas"]["MarketoPageToken"];
            /** @example false */
            moreResult: boolean;
        };
        MarketoDayUsage: {
            /**
             * Format: date
             * @example 2024-01-01
             */
            date: string;
            /** @example 200 */
            total: number;
            users: {
                /**
                 * @description The API-only user.
                 * @example apis@gitlab.example
                 */
                userId: string;
                /** @example 200 */
                count: number;
            }[];
        };
        /**
         * @example {
         *       "requestId": "5f7f#17d7d8f2b6f",
         *       "success": true,
         *       "result": [
         *         {
         *           "date": "2024-01-01",
         *           "total": 200,
         *           "users": [
         *             {
         *               "userId": "apis@gitlab.example",
         *               "count": 200
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        MarketoUsageResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            /** @description One row for each day, the oldest first. */
            result: components["schemas"]["MarketoDayUsage"][];
        };
        MarketoDayErrors: {
            /**
             * Format: date
             * @example 2024-01-01
             */
            date: string;
            /** @example 2 */
            total: number;
            errors: {
                /** @example 610 */
                errorCode: string;
                /** @example 2 */
                count: number;
            }[];
        };
        /**
         * @example {
         *       "requestId": "5f7f#17d7d8f2b6f",
         *       "success": true,
         *       "result": [
         *         {
         *           "date": "2024-01-01",
         *           "total": 2,
         *           "errors": [
         *             {
         *               "errorCode": "610",
         *               "count": 2
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        MarketoErrorsResult: {
            requestId: components["schemas"]["MarketoRequestId"];
            /**
             * @example true
             * @constant
             */
            success: true;
            warnings?: components["schemas"]["MarketoWarning"][];
            /** @description One row for each day, the oldest first. */
            result: components["schemas"]["MarketoDayErrors"][];
        };
        /**
         * @example {
         *       "grant_type": "client_credentials",
         *       "client_id": "gitlab-marketo-sync",
         *       "client_secret": "salesforce_client_secret"
         *     }
         * @example {
         *       "grant_type": "client_credentials"
         *     }
         * @example {
         *       "grant_type": "password",
         *       "username": "integration@gitlab.example",
         *       "password": "salesforce_password",
         *       "client_id": "gitlab-marketo-sync",
         *       "client_secret": "salesforce_client_secret"
         *     }
         */
        SalesforceTokenRequest: {
            /**
             * @description Which way to a token is taken.
             * @example client_credentials
             */
            grant_type: string;
            /**
             * @description Consumer key. Absent when sent by HTTP Basic.
             * @example gitlab-marketo-sync
             */
            client_id?: string;
            /**
             * Format: password
             * @description Consumer secret. Absent when sent by HTTP Basic.
             * @example salesforce_client_secret
             */
            client_secret?: string;
            /**
             * @description For `password`.
             * @example integration@gitlab.example
             */
            username?: string;
            /**
             * Format: password
             * @description For `password`: the password, followed by the security token.
             * @example salesforce_password
             */
            password?: string;
            /**
             * @description For `authorization_code`; good for one token.
             * @example aPrxsmIEeqM9PiQroGEWx1UiMQd95_5JUZ
             */
            code?: string;
            /**
             * @description For `authorization_code`: the one that the code was sent to.
             * @example http://localhost:8080/callback
             */
            redirect_uri?: string;
            /**
             * Format: password
             * @description For `authorization_code`, when it was challenged.
             * @example dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk
             */
            code_verifier?: string;
            /**
             * Format: password
             * @description For `refresh_token`.
             * @example 5Aep861TSESvWeug_xvFHRBTTbf_YrTWgEyjBJrC
             */
            refresh_token?: string;
            /**
             * Format: password
             * @description For the JWT bearer grant: signed by RS256, `iss` the consumer key, `sub` the username, `aud` the login host, `exp` within three minutes.
             * @example eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrZXkifQ.c2lnbmF0dXJl
             */
            assertion?: string;
        };
        /**
         * @example {
         *       "access_token": "00D000000000001!AR8AQAxo9UfVkh8AlV0Gomt9Czx9LjHnSSpwBMmbRcgKFmxOtvxjTrKW",
         *       "signature": "0CmxinZir53Yex7nE0TD+zMpvIWYGb/bdJh6XfOH6EQ=",
         *       "scope": "api",
         *       "instance_url": "https://gitlab.my.salesforce.com",
         *       "id": "https://gitlab.my.salesforce.com/id/00D000000000001EAA/005000000000001AAA",
         *       "token_type": "Bearer",
         *       "issued_at": "1704067200000"
         *     }
         */
        SalesforceToken: {
            /**
             * Format: password
             * @description The 15 characters of the org's id, `!`, then opaque.
             * @example 00D000000000001!AR8AQAxo9UfVkh8AlV0Gomt9Czx9LjHnSSpwBMmbRcgKFmxOtvxjTrKW
             */
            access_token: string;
            /**
             * @description HMAC-SHA-256 of `id` and `issued_at`, in Base64; like `issued_at` not with the JWT bearer grant.
             * @example 0CmxinZir53Yex7nE0TD+zMpvIWYGb/bdJh6XfOH6EQ=
             */
            signature?: string;
            /**
             * @description Not with the grant `password`.
             * @example api
             */
            scope?: string;
            /**
             * Format: uri
             * @description Base of all further calls.
             * @example https://gitlab.my.salesforce.com
             */
            instance_url: string;
            /**
             * Format: password
             * @description With the grant `authorization_code` only.
             * @example 5Aep861TSESvWeug_xvFHRBTTbf_YrTWgEyjBJrC
             */
            refresh_token?: string;
            /**
             * Format: uri
             * @description Only in newer orgs.
             * @example https://api.salesforce.com
             */
            api_instance_url?: string;
            /**
             * Format: uri
             * @description The identity URL; ends in `/<organization id>/<user id>`.
             * @example https://gitlab.my.salesforce.com/id/00D000000000001EAA/005000000000001AAA
             */
            id: string;
            /**
             * @example Bearer
             * @constant
             */
            token_type: "Bearer";
            /**
             * @description Milliseconds since 1970.
             * @example 1704067200000
             */
            issued_at?: string;
        };
        /**
         * @description Of `unsupported_grant_type` the description, of `invalid_token` and the four after it the meaning is assumed.
         * @example {
         *       "error": "invalid_grant",
         *       "error_description": "authentication failure"
         *     }
         * @example {
         *       "error": "invalid_grant",
         *       "error_description": "authentication failure - Invalid Password"
         *     }
         * @example {
         *       "error": "invalid_grant",
         *       "error_description": "no client credentials user enabled"
         *     }
         * @example {
         *       "error": "invalid_client_id",
         *       "error_description": "client identifier invalid"
         *     }
         * @example {
         *       "error": "invalid_client",
         *       "error_description": "invalid client credentials"
         *     }
         * @example {
         *       "error": "unsupported_grant_type",
         *       "error_description": "grant type not supported"
         *     }
         */
        SalesforceTokenError: {
            /**
             * @example invalid_grant
             * @enum {string}
             */
            error: "invalid_grant" | "invalid_client_id" | "invalid_client" | "unsupported_grant_type" | "redirect_uri_mismatch" | "invalid_token" | "inactive_user" | "inactive_org" | "rate_limit_exceeded" | "invalid_request";
            /** @example authentication failure */
            error_description: string;
        };
        /**
         * @example {
         *       "token": "5Aep861TSESvWeug_xvFHRBTTbf_YrTWgEyjBJrC"
         *     }
         */
        SalesforceRevocation: {
            /**
             * Format: password
             * @description An access token or a refresh token.
             * @example 5Aep861TSESvWeug_xvFHRBTTbf_YrTWgEyjBJrC
             */
            token: string;
        };
        /**
         * @example {
         *       "label": "Spring '26",
         *       "url": "/services/data/v66.0",
         *       "version": "66.0"
         *     }
         */
        SalesforceApiVersion: {
            /**
             * @description Name of the release.
             * @example Spring '26
             */
            label: string;
            /** @example /services/data/v66.0 */
            url: string;
            /** @example 66.0 */
            version: string;
        };
        /**
         * @example [
         *       {
         *         "label": "Winter '11",
         *         "url": "/services/data/v20.0",
         *         "version": "20.0"
         *       },
         *       {
         *         "label": "Spring '26",
         *         "url": "/services/data/v66.0",
         *         "version": "66.0"
         *       }
         *     ]
         */
        SalesforceVersions: components["schemas"]["SalesforceApiVersion"][];
        /**
         * @description The resources that the sandbox has; a real org lists more.
         * @example {
         *       "sobjects": "/services/data/v66.0/sobjects",
         *       "query": "/services/data/v66.0/query",
         *       "queryAll": "/services/data/v66.0/queryAll",
         *       "composite": "/services/data/v66.0/composite",
         *       "jobs": "/services/data/v66.0/jobs",
         *       "limits": "/services/data/v66.0/limits",
         *       "identity": "https://gitlab.my.salesforce.com/id/00D000000000001EAA/005000000000001AAA"
         *     }
         */
        SalesforceResources: {
            /** @example /services/data/v66.0/sobjects */
            sobjects: string;
            /** @example /services/data/v66.0/query */
            query: string;
            /** @example /services/data/v66.0/queryAll */
            queryAll: string;
            /** @example /services/data/v66.0/composite */
            composite: string;
            /** @example /services/data/v66.0/jobs */
            jobs: string;
            /** @example /services/data/v66.0/limits */
            limits: string;
            /**
             * Format: uri
             * @example https://gitlab.my.salesforce.com/id/00D000000000001EAA/005000000000001AAA
             */
            identity: string;
        };
        /**
         * @description With 400 the record, field, JSON and query codes; 401 INVALID_SESSION_ID, INVALID_AUTH_HEADER; 403 REQUEST_LIMIT_EXCEEDED, INSUFFICIENT_ACCESS and
         *     INSUFFICIENT_ACCESS_OR_READONLY (400 for some writes); 404 NOT_FOUND, ENTITY_IS_DELETED; 405 METHOD_NOT_ALLOWED; 415 UNSUPPORTED_MEDIA_TYPE.
         *     EXCEEDED_MAX_SIZE_REQUEST is a code of the SOAP API, assumed here for 413.
         * @example REQUIRED_FIELD_MISSING
         * @enum {string}
         */
        SalesforceErrorCode: "REQUIRED_FIELD_MISSING" | "STRING_TOO_LONG" | "INVALID_EMAIL_ADDRESS" | "DUPLICATES_DETECTED" | "DUPLICATE_VALUE" | "FIELD_CUSTOM_VALIDATION_EXCEPTION" | "INVALID_FIELD" | "FIELD_INTEGRITY_EXCEPTION" | "NUMBER_OUTSIDE_VALID_RANGE" | "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" | "JSON_PARSER_ERROR" | "MALFORMED_ID" | "MALFORMED_QUERY" | "INVALID_TYPE" | "INVALID_QUERY_LOCATOR" | "CANNOT_UPDATE_CONVERTED_LEAD" | "UNABLE_TO_LOCK_ROW" | "INVALID_SESSION_ID" | "INVALID_AUTH_HEADER" | "REQUEST_LIMIT_EXCEEDED" | "INSUFFICIENT_ACCESS" | "INSUFFICIENT_ACCESS_OR_READONLY" | "NOT_FOUND" | "ENTITY_IS_DELETED" | "INVALID_CROSS_REFERENCE_KEY" | "MISSING_ARGUMENT" | "DUPLICATE_EXTERNAL_ID" | "EXCEEDED_ID_LIMIT" | "LIMIT_EXCEEDED" | "INVALIDJOB" | "INVALIDJOBSTATE" | "CLIENT_INPUT_ERROR" | "ALL_OR_NONE_OPERATION_ROLLED_BACK" | "SERVER_UNAVAILABLE" | "METHOD_NOT_ALLOWED" | "EXCEEDED_MAX_SIZE_REQUEST" | "UNSUPPORTED_MEDIA_TYPE";
        /**
         * @example {
         *       "type": "Lead",
         *       "url": "/services/data/v66.0/sobjects/Lead/00Q000000000001EAA"
         *     }
         */
        SalesforceAttributes: {
            /**
             * @example Lead
             * @constant
             */
            type: "Lead";
            /** @example /services/data/v66.0/sobjects/Lead/00Q000000000001EAA */
            url: string;
        };
        /**
         * @example {
         *       "attributes": {
         *         "type": "Lead",
         *         "url": "/services/data/v66.0/sobjects/Lead/00Q000000000001EAA"
         *       },
         *       "Id": "00Q000000000001EAA"
         *     }
         */
        SalesforceMatchedLead: {
            attributes: components["schemas"]["SalesforceAttributes"];
            /** @example 00Q000000000001EAA */
            Id: string;
        };
        /**
         * @example {
         *       "additionalInformation": [],
         *       "fieldDiffs": [],
         *       "matchConfidence": 100,
         *       "record": {
         *         "attributes": {
         *           "type": "Lead",
         *           "url": "/services/data/v66.0/sobjects/Lead/00Q000000000001EAA"
         *         },
         *         "Id": "00Q000000000001EAA"
         *       }
         *     }
         */
        SalesforceMatchRecord: {
            /** @example [] */
            additionalInformation: unknown[];
            /** @example [] */
            fieldDiffs: unknown[];
            /** @example 100 */
            matchConfidence: number;
            record: components["schemas"]["SalesforceMatchedLead"];
        };
        /**
         * @example {
         *       "entityType": "Lead",
         *       "errors": [],
         *       "matchEngine": "FuzzyMatchEngine",
         *       "rule": "Standard_Lead_Match_Rule_v1_0",
         *       "size": 1,
         *       "success": true,
         *       "matchRecords": [
         *         {
         *           "additionalInformation": [],
         *           "fieldDiffs": [],
         *           "matchConfidence": 100,
         *           "record": {
         *             "attributes": {
         *               "type": "Lead",
         *               "url": "/services/data/v66.0/sobjects/Lead/00Q000000000001EAA"
         *             },
         *             "Id": "00Q000000000001EAA"
         *           }
         *         }
         *       ]
         *     }
         */
        SalesforceMatchResult: {
            /** @example Lead */
            entityType: string;
            /** @example [] */
            errors: unknown[];
            /**
             * @description `FuzzyMatchEngine` or `ExactMatchEngine`.
             * @example FuzzyMatchEngine
             */
            matchEngine: string;
            /** @example Standard_Lead_Match_Rule_v1_0 */
            rule: string;
            /**
             * @description Number of `matchRecords`.
             * @example 1
             */
            size: number;
            /** @example true */
            success: boolean;
            matchRecords: components["schemas"]["SalesforceMatchRecord"][];
        };
        /**
         * @description What a duplicate rule found. The key that holds it really is spelled `duplicateResut`. Two recorded replies (v54.0, v56.0) of other objects;
         *     the rule's names are those of the standard Lead rules.
         * @example {
         *       "allowSave": true,
         *       "duplicateRule": "Standard_Lead_Duplicate_Rule",
         *       "duplicateRuleEntityType": "Lead",
         *       "errorMessage": "Use one of these records?",
         *       "matchResults": [
         *         {
         *           "entityType": "Lead",
         *           "errors": [],
         *           "matchEngine": "FuzzyMatchEngine",
         *           "rule": "Standard_Lead_Match_Rule_v1_0",
         *           "size": 1,
         *           "success": true,
         *           "matchRecords": [
         *             {
         *               "additionalInformation": [],
         *               "fieldDiffs": [],
         *               "matchConfidence": 100,
         *               "record": {
         *                 "attributes": {
         *                   "type": "Lead",
         *                   "url": "/services/data/v66.0/sobjects/Lead/00Q000000000001EAA"
         *                 },
         *                 "Id": "00Q000000000001EAA"
         *               }
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        SalesforceDuplicateResult: {
            /**
             * @description Whether `Sforce-Duplicate-Rule-Header: allowSave=true` would save.
             * @example true
             */
            allowSave: boolean;
            /** @example Standard_Lead_Duplicate_Rule */
            duplicateRule: string;
            /** @example Lead */
            duplicateRuleEntityType: string;
            /** @example Use one of these records? */
            errorMessage: string;
            matchResults: components["schemas"]["SalesforceMatchResult"][];
        };
        /**
         * @description Sources: Salesforce REST API Developer Guide v66.0, errorcodes; restforce's recorded responses. Literal messages are known of
         *     REQUIRED_FIELD_MISSING `Required fields are missing: [Company]`, STRING_TOO_LONG `Last Name: data value too large: … (max length=80)`,
         *     DUPLICATE_VALUE `duplicate value found: X__c duplicates value on record with id: 00Q…`, FIELD_INTEGRITY_EXCEPTION
         *     `Owner ID: id value of incorrect type: 035…`, MALFORMED_ID `Account ID: id value of incorrect type: 001…`, INVALID_FIELD
         *     `The Id field should not be specified in the sobject data.`, CANNOT_UPDATE_CONVERTED_LEAD `cannot reference converted lead`, UNABLE_TO_LOCK_ROW
         *     `unable to obtain exclusive access to this record`, INVALID_SESSION_ID `Session expired or invalid`, REQUEST_LIMIT_EXCEEDED
         *     `TotalRequests Limit exceeded.`, NOT_FOUND `The requested resource does not exist`, METHOD_NOT_ALLOWED
         *     `HTTP Method 'PATCH' not allowed. Allowed are HEAD,GET,POST`. Other texts are assumed.
         * @example {
         *       "message": "Required fields are missing: [Company]",
         *       "errorCode": "REQUIRED_FIELD_MISSING",
         *       "fields": [
         *         "Company"
         *       ]
         *     }
         * @example {
         *       "message": "First Name: data value too large: Wolfeschlegelsteinhausenbergerdorffwelche (max length=40)",
         *       "errorCode": "STRING_TOO_LONG",
         *       "fields": [
         *         "FirstName"
         *       ]
         *     }
         * @example {
         *       "message": "duplicate value found: Marketo_Lead_Id__c duplicates value on record with id: 00Q000000000001",
         *       "errorCode": "DUPLICATE_VALUE",
         *       "fields": [
         *         "Marketo_Lead_Id__c"
         *       ]
         *     }
         * @example {
         *       "message": "Owner ID: id value of incorrect type: 035000000000001AAA",
         *       "errorCode": "FIELD_INTEGRITY_EXCEPTION",
         *       "fields": [
         *         "OwnerId"
         *       ]
         *     }
         * @example {
         *       "message": "Session expired or invalid",
         *       "errorCode": "INVALID_SESSION_ID"
         *     }
         * @example {
         *       "duplicateResut": {
         *         "allowSave": true,
         *         "duplicateRule": "Standard_Lead_Duplicate_Rule",
         *         "duplicateRuleEntityType": "Lead",
         *         "errorMessage": "Use one of these records?",
         *         "matchResults": [
         *           {
         *             "entityType": "Lead",
         *             "errors": [],
         *             "matchEngine": "FuzzyMatchEngine",
         *             "rule": "Standard_Lead_Match_Rule_v1_0",
         *             "size": 1,
         *             "success": true,
         *             "matchRecords": [
         *               {
         *                 "additionalInformation": [],
         *                 "fieldDiffs": [],
         *                 "matchConfidence": 100,
         *                 "record": {
         *                   "attributes": {
         *                     "type": "Lead",
         *                     "url": "/services/data/v66.0/sobjects/Lead/00Q000000000001EAA"
         *                   },
         *                   "Id": "00Q000000000001EAA"
         *                 }
         *               }
         *             ]
         *           }
         *         ]
         *       },
         *       "errorCode": "DUPLICATES_DETECTED",
         *       "message": "Use one of these records?"
         *     }
         */
        SalesforceError: {
            /** @example Required fields are missing: [Company] */
            message: string;
            errorCode: components["schemas"]["SalesforceErrorCode"];
            /**
             * @description Names of the fields at fault; on record and field errors only.
             * @example [
             *       "Company"
             *     ]
             */
            fields?: string[];
            duplicateResut?: components["schemas"]["SalesforceDuplicateResult"];
        };
        /**
         * @description Refusals are an array, mostly of one.
         * @example [
         *       {
         *         "message": "Required fields are missing: [LastName, Company]",
         *         "errorCode": "REQUIRED_FIELD_MISSING",
         *         "fields": [
         *           "LastName",
         *           "Company"
         *         ]
         *       }
         *     ]
         * @example [
         *       {
         *         "message": "Email: invalid email address: jane",
         *         "errorCode": "INVALID_EMAIL_ADDRESS",
         *         "fields": [
         *           "Email"
         *         ]
         *       }
         *     ]
         * @example [
         *       {
         *         "message": "Session expired or invalid",
         *         "errorCode": "INVALID_SESSION_ID"
         *       }
         *     ]
         * @example [
         *       {
         *         "message": "TotalRequests Limit exceeded.",
         *         "errorCode": "REQUEST_LIMIT_EXCEEDED"
         *       }
         *     ]
         * @example [
         *       {
         *         "message": "The requested resource does not exist",
         *         "errorCode": "NOT_FOUND"
         *       }
         *     ]
         * @example [
         *       {
         *         "message": "Provided external ID field does not exist or is not accessible: Namez",
         *         "errorCode": "NOT_FOUND"
         *       }
         *     ]
         * @example [
         *       {
         *         "message": "entity is deleted",
         *         "errorCode": "ENTITY_IS_DELETED",
         *         "fields": []
         *       }
         *     ]
         * @example [
         *       {
         *         "message": "HTTP Method 'DELETE' not allowed. Allowed are GET,HEAD",
         *         "errorCode": "METHOD_NOT_ALLOWED"
         *       }
         *     ]
         * @example [
         *       {
         *         "message": "cannot reference converted lead",
         *         "errorCode": "CANNOT_UPDATE_CONVERTED_LEAD",
         *         "fields": []
         *       }
         *     ]
         * @example [
         *       {
         *         "duplicateResut": {
         *           "allowSave": true,
         *           "duplicateRule": "Standard_Lead_Duplicate_Rule",
         *           "duplicateRuleEntityType": "Lead",
         *           "errorMessage": "Use one of these records?",
         *           "matchResults": [
         *             {
         *               "entityType": "Lead",
         *               "errors": [],
         *               "matchEngine": "FuzzyMatchEngine",
         *               "rule": "Standard_Lead_Match_Rule_v1_0",
         *               "size": 1,
         *               "success": true,
         *               "matchRecords": [
         *                 {
         *                   "additionalInformation": [],
         *                   "fieldDiffs": [],
         *                   "matchConfidence": 100,
         *                   "record": {
         *                     "attributes": {
         *                       "type": "Lead",
         *                       "url": "/services/data/v66.0/sobjects/Lead/00Q000000000001EAA"
         *                     },
         *                     "Id": "00Q000000000001EAA"
         *                   }
         *                 }
         *               ]
         *             }
         *           ]
         *         },
         *         "errorCode": "DUPLICATES_DETECTED",
         *         "message": "Use one of these records?"
         *       }
         *     ]
         */
        SalesforceErrors: components["schemas"]["SalesforceError"][];
        /**
         * @example {
         *       "sobject": "/services/data/v66.0/sobjects/Lead",
         *       "describe": "/services/data/v66.0/sobjects/Lead/describe",
         *       "rowTemplate": "/services/data/v66.0/sobjects/Lead/{ID}"
         *     }
         */
        SalesforceObjectUrls: {
            /** @example /services/data/v66.0/sobjects/Lead */
            sobject: string;
            /** @example /services/data/v66.0/sobjects/Lead/describe */
            describe: string;
            /** @example /services/data/v66.0/sobjects/Lead/{ID} */
            rowTemplate: string;
        };
        /**
         * @example {
         *       "name": "Lead",
         *       "label": "Lead",
         *       "labelPlural": "Leads",
         *       "keyPrefix": "00Q",
         *       "custom": false,
         *       "createable": true,
         *       "updateable": true,
         *       "deletable": true,
         *       "queryable": true,
         *       "urls": {
         *         "sobject": "/services/data/v66.0/sobjects/Lead",
         *         "describe": "/services/data/v66.0/sobjects/Lead/describe",
         *         "rowTemplate": "/services/data/v66.0/sobjects/Lead/{ID}"
         *       }
         *     }
         */
        SalesforceObject: {
            /** @example Lead */
            name: string;
            /** @example Lead */
            label: string;
            /** @example Leads */
            labelPlural: string;
            /**
             * @description First three characters of its ids.
             * @example 00Q
             */
            keyPrefix: string;
            /** @example false */
            custom: boolean;
            /** @example true */
            createable: boolean;
            /** @example true */
            updateable: boolean;
            /** @example true */
            deletable: boolean;
            /** @example true */
            queryable: boolean;
            urls: components["schemas"]["SalesforceObjectUrls"];
        };
        /**
         * @example {
         *       "encoding": "UTF-8",
         *       "maxBatchSize": 200,
         *       "sobjects": [
         *         {
         *           "name": "Lead",
         *           "label": "Lead",
         *           "labelPlural": "Leads",
         *           "keyPrefix": "00Q",
         *           "custom": false,
         *           "createable": true,
         *           "updateable": true,
         *           "deletable": true,
         *           "queryable": true,
         *           "urls": {
         *             "sobject": "/services/data/v66.0/sobjects/Lead",
         *             "describe": "/services/data/v66.0/sobjects/Lead/describe",
         *             "rowTemplate": "/services/data/v66.0/sobjects/Lead/{ID}"
         *           }
         *         }
         *       ]
         *     }
         */
        SalesforceGlobalDescribe: {
            /**
             * @example UTF-8
             * @constant
             */
            encoding: "UTF-8";
            /**
             * @description Records per call.
             * @example 200
             */
            maxBatchSize: number;
            sobjects: components["schemas"]["SalesforceObject"][];
        };
        /**
         * @description The createable fields. Salesforce refuses an unknown field with INVALID_FIELD.
         *     Sources: Salesforce Field Reference, Lead; a describe of API v64.0 for types and flags; custom fields as GitLab's public warehouse models name them.
         * @example {
         *       "FirstName": "Jane",
         *       "LastName": "Doe",
         *       "Company": "ACME",
         *       "Email": "jane@example.com",
         *       "Phone": "+1 23 456-78-90",
         *       "Country": "United States",
         *       "State": "California",
         *       "Website": "https://acme.example",
         *       "Status": "MQL",
         *       "LeadSource": "Trial - GitLab.com",
         *       "Marketo_Lead_Id__c": "50",
         *       "mkto71_Lead_Score__c": 185,
         *       "Behavior_Score__c": 100,
         *       "Demographic_Score__c": 85,
         *       "MQL_DateTime__c": "2024-01-01T00:04:00.000+0000",
         *       "Last_Interesting_Moment__c": "HandRaise PQL - Contact Us on 2024-01-01",
         *       "PQL_Product_Qualified_Lead__c": true,
         *       "PQL_Namespace_Id__c": "1000",
         *       "Product_Interaction__c": "Hand Raise PQL",
         *       "Comment_Capture__c": "I want to talk to sales.",
         *       "GLM_Content__c": "group-billing",
         *       "GLM_Source__c": "gitlab.com",
         *       "Employee_Buckets__c": "1-99",
         *       "Existing_Plan__c": "free",
         *       "Setup_for_Company_Team_Use__c": true,
         *       "Opt_In__c": true,
         *       "Role__c": "software_developer",
         *       "Signup_Reason__c": "move_repository",
         *       "Preferred_Language__c": "English",
         *       "Trial_Start_Date__c": null,
         *       "Currently_in_Trial__c": false
         *     }
         * @example {
         *       "LastName": "Doe",
         *       "Company": "ACME"
         *     }
         */
        SalesforceLeadCreate: {
            /** @example Doe */
            LastName: string;
            /** @example ACME */
            Company: string;
            /**
             * @description The picklist is not restricted: other values are accepted. The values are those of GitLab's org (GitLab handbook, lead and contact statuses);
             *     the length and that a new lead starts as `Raw` are assumed.
             * @example MQL
             */
            Status?: string;
            /**
             * @description A user, or the queue that the assignment rules chose. On create it defaults to the token's user.
             * @example 00G000000000001EAA
             */
            OwnerId?: string;
            /** @example Jane */
            FirstName?: string | null;
            /**
             * @description Only in an org that enabled it; the sandbox's org has.
             * @example Marie
             */
            MiddleName?: string | null;
            /**
             * @description Only in an org that enabled it; the sandbox's org has.
             * @example PhD
             */
            Suffix?: string | null;
            /**
             * @description Not restricted. The length is assumed.
             * @example Ms.
             */
            Salutation?: string | null;
            /**
             * @description Job title. The length is assumed.
             * @example Engineering Manager
             */
            Title?: string | null;
            /**
             * @description Not unique. That an upsert may use it as its field (`idLookup`), and then may meet several leads, is assumed.
             * @example jane@example.com
             */
            Email?: string | null;
            /**
             * @description Salesforce publishes the length for `Fax`; the other phone fields are assumed to have the same.
             * @example +1 23 456-78-90
             */
            Phone?: string | null;
            /** @example +1 23 456-78-91 */
            MobilePhone?: string | null;
            /** @example +1 23 456-78-92 */
            Fax?: string | null;
            /** @example 1 Market Street */
            Street?: string | null;
            /** @example San Francisco */
            City?: string | null;
            /**
             * @description Spelled out: `California`, not `CA`. GitLab's org takes a state only for United States, Canada, Ireland, India, Brazil, Australia, China,
             *     Italy and Mexico. Source: GitLab handbook, marketing-operations/marketo. The refusal, FIELD_INTEGRITY_EXCEPTION
             *     `There's a problem with this state, even though it may appear correct. Please select a state from the list of valid states.: State/Province`, is assumed.
             * @example California
             */
            State?: string | null;
            /** @example 94105 */
            PostalCode?: string | null;
            /**
             * @description The name exactly as Salesforce spells it, never a code: a lead whose country is not in the picklist does not sync.
             *     Source: GitLab handbook, marketing-operations/marketo. The refusal, FIELD_INTEGRITY_EXCEPTION `There's a problem with this country, even though
             *     it may appear correct. Please select a country/territory from the list of valid countries.: Country`, is that of orgs with country picklists;
             *     that GitLab's org answers so is assumed.
             * @example United States
             */
            Country?: string | null;
            /**
             * @description Together with `Longitude` or not at all, else FIELD_INTEGRITY_EXCEPTION. Precision and scale are assumed.
             * @example 37.79
             */
            Latitude?: number | null;
            /**
             * @description Together with `Latitude` or not at all, else FIELD_INTEGRITY_EXCEPTION. Precision and scale are assumed.
             * @example -122.39
             */
            Longitude?: number | null;
            /**
             * @description How exact the coordinates are. The length and that the picklist is restricted are assumed.
             * @example Zip
             */
            GeocodeAccuracy?: string | null;
            /**
             * @description Free text. The length is assumed.
             * @example https://acme.example
             */
            Website?: string | null;
            /** @example Met at KubeCon. */
            Description?: string | null;
            /**
             * @description Not restricted. The values are some of those in GitLab's public warehouse models; the length is assumed.
             * @example Trial - GitLab.com
             */
            LeadSource?: string | null;
            /**
             * @description Not restricted; the values of GitLab's org are not public, so that the picklist is empty.
             * @example Software
             */
            Industry?: string | null;
            /**
             * @description Not restricted. The length is assumed.
             * @example Hot
             */
            Rating?: string | null;
            /**
             * @description A JSON text instead of a number is refused with JSON_PARSER_ERROR.
             * @example 1000000
             */
            AnnualRevenue?: number | null;
            /**
             * @description At most eight digits, which is assumed.
             * @example 50
             */
            NumberOfEmployees?: number | null;
            /**
             * @description Whether the owner has not looked at the lead yet. That it starts as false is assumed.
             * @example false
             */
            IsUnreadByOwner?: boolean;
            /** @example false */
            HasOptedOutOfEmail?: boolean;
            /** @example false */
            HasOptedOutOfFax?: boolean;
            /** @example false */
            DoNotCall?: boolean;
            /**
             * @description Key of the company at Data.com.
             * @example null
             */
            Jigsaw?: string | null;
            /**
             * @description State against Data.com. That it is writable, its length and its values (none listed) are assumed.
             * @example null
             */
            CleanStatus?: string | null;
            /**
             * @description D-U-N-S number. That it is writable is assumed.
             * @example null
             */
            CompanyDunsNumber?: string | null;
            /**
             * @description The company's D&B record. That it is writable is assumed.
             * @example null
             */
            DandbCompanyId?: string | null;
            /**
             * @description The person's data privacy record. That it is writable is assumed.
             * @example null
             */
            IndividualId?: string | null;
            /**
             * @description Marketo's numeric id of the person, as text: the external id that Marketo's sync upserts by. The field is assumed; Marketo's own key is not public.
             * @example 50
             */
            Marketo_Lead_Id__c?: string | null;
            /**
             * @description Marketo's person score. Source of name and type - Marketo product docs, step-1-of-3-add-marketo-fields.
             * @example 185
             */
            mkto71_Lead_Score__c?: number | null;
            /**
             * @description The share of the score that comes from what the person did. The name is in GitLab's public warehouse models; the type is assumed.
             * @example 100
             */
            Behavior_Score__c?: number | null;
            /**
             * @description The share of the score that comes from who the person is.
             * @example 85
             */
            Demographic_Score__c?: number | null;
            /**
             * @description When the person became a marketing-qualified lead. Salesforce also reads other ISO 8601 forms; Marketo's sync writes this one.
             * @example 2024-01-01T00:04:00.000+0000
             */
            MQL_DateTime__c?: string | null;
            /** @example HandRaise PQL - Contact Us on 2024-01-01 */
            Last_Interesting_Moment__c?: string | null;
            /**
             * @description The name is in GitLab's public warehouse models; that it is a checkbox is assumed.
             * @example true
             */
            PQL_Product_Qualified_Lead__c?: boolean;
            /**
             * @description GitLab's id of the namespace, as text. The name is in GitLab's public warehouse models; that it is a text is assumed.
             * @example 1000
             */
            PQL_Namespace_Id__c?: string | null;
            /**
             * @description What the user did.
             * @example Hand Raise PQL
             */
            Product_Interaction__c?: string | null;
            /**
             * @description The message for the sales team.
             * @example I want to talk to sales.
             */
            Comment_Capture__c?: string | null;
            /**
             * @description Where in the product the form was.
             * @example group-billing
             */
            GLM_Content__c?: string | null;
            /**
             * @description The site the person came from.
             * @example gitlab.com
             */
            GLM_Source__c?: string | null;
            /**
             * @description Company size by bucket, not restricted. The name is in GitLab's public warehouse models; the values are the ids of GitLab's forms.
             * @example 1-99
             */
            Employee_Buckets__c?: string | null;
            /**
             * @description The namespace's plan when the form was sent.
             * @example free
             */
            Existing_Plan__c?: string | null;
            /**
             * @description The type is that of the Marketo field of this name.
             * @example true
             */
            Setup_for_Company_Team_Use__c?: boolean;
            /**
             * @description Whether the person wants e-mails.
             * @example true
             */
            Opt_In__c?: boolean;
            /** @example software_developer */
            Role__c?: string | null;
            /**
             * @description Job to be done.
             * @example move_repository
             */
            Signup_Reason__c?: string | null;
            /** @example English */
            Preferred_Language__c?: string | null;
            /**
             * Format: date
             * @example 2024-01-01
             */
            Trial_Start_Date__c?: string | null;
            /** @example false */
            Currently_in_Trial__c?: boolean;
            /**
             * @description Whether the lead became a contact. A converted lead refuses updates with CANNOT_UPDATE_CONVERTED_LEAD.
             * @example false
             */
            IsConverted?: boolean;
        };
        /**
         * @example {
         *       "id": "00Q000000000001EAA",
         *       "success": true,
         *       "errors": []
         *     }
         */
        SalesforceCreated: {
            /** @example 00Q000000000001EAA */
            id: string;
            /**
             * @example true
             * @constant
             */
            success: true;
            /**
             * @description Always empty here; a refusal has another status.
             * @example []
             */
            errors: components["schemas"]["SalesforceError"][];
        };
        /**
         * @example {
         *       "active": true,
         *       "defaultValue": false,
         *       "label": "Hot",
         *       "validFor": null,
         *       "value": "Hot"
         *     }
         */
        SalesforcePicklistValue: {
            /** @example true */
            active: boolean;
            /** @example false */
            defaultValue: boolean;
            /** @example Hot */
            label: string;
            /**
             * @description Bitmap of the controlling values.
             * @example null
             */
            validFor: string | null;
            /** @example Hot */
            value: string;
        };
        /**
         * @description A field of the describe; a real one says more of it.
         * @example {
         *       "name": "LastName",
         *       "label": "Last Name",
         *       "type": "string",
         *       "length": 80,
         *       "precision": 0,
         *       "scale": 0,
         *       "digits": 0,
         *       "custom": false,
         *       "createable": true,
         *       "updateable": true,
         *       "nillable": false,
         *       "defaultedOnCreate": false,
         *       "defaultValue": null,
         *       "externalId": false,
         *       "unique": false,
         *       "idLookup": false,
         *       "restrictedPicklist": false,
         *       "picklistValues": [],
         *       "referenceTo": []
         *     }
         * @example {
         *       "name": "Rating",
         *       "label": "Rating",
         *       "type": "picklist",
         *       "length": 40,
         *       "precision": 0,
         *       "scale": 0,
         *       "digits": 0,
         *       "custom": false,
         *       "createable": true,
         *       "updateable": true,
         *       "nillable": true,
         *       "defaultedOnCreate": false,
         *       "defaultValue": null,
         *       "externalId": false,
         *       "unique": false,
         *       "idLookup": false,
         *       "restrictedPicklist": false,
         *       "picklistValues": [
         *         {
         *           "active": true,
         *           "defaultValue": false,
         *           "label": "Hot",
         *           "validFor": null,
         *           "value": "Hot"
         *         }
         *       ],
         *       "referenceTo": []
         *     }
         */
        SalesforceField: {
            /** @example LastName */
            name: string;
            /**
             * @description The name in error messages.
             * @example Last Name
             */
            label: string;
            /**
             * @example string
             * @enum {string}
             */
            type: "id" | "string" | "boolean" | "int" | "double" | "currency" | "date" | "datetime" | "email" | "phone" | "url" | "textarea" | "picklist" | "reference" | "address";
            /**
             * @description Characters; 0 for what is no text.
             * @example 80
             */
            length: number;
            /**
             * @description Digits of a double or currency.
             * @example 0
             */
            precision: number;
            /**
             * @description Digits behind the point.
             * @example 0
             */
            scale: number;
            /**
             * @description Digits of an int.
             * @example 0
             */
            digits: number;
            /**
             * @description Whether the name ends in `__c`.
             * @example false
             */
            custom: boolean;
            /** @example true */
            createable: boolean;
            /** @example true */
            updateable: boolean;
            /** @example false */
            nillable: boolean;
            /**
             * @description Whether it gets a value when none is sent.
             * @example false
             */
            defaultedOnCreate: boolean;
            /** @example null */
            defaultValue: string | boolean | null;
            /** @example false */
            externalId: boolean;
            /** @example false */
            unique: boolean;
            /**
             * @description Whether an upsert may use it.
             * @example false
             */
            idLookup: boolean;
            /**
             * @description Whether other values than the listed are refused.
             * @example false
             */
            restrictedPicklist: boolean;
            picklistValues: components["schemas"]["SalesforcePicklistValue"][];
            /**
             * @description Objects that a reference may point to.
             * @example []
             */
            referenceTo: string[];
        };
        /**
         * @description A real describe says more of the object.
         * @example {
         *       "name": "Lead",
         *       "label": "Lead",
         *       "labelPlural": "Leads",
         *       "keyPrefix": "00Q",
         *       "custom": false,
         *       "createable": true,
         *       "updateable": true,
         *       "deletable": true,
         *       "queryable": true,
         *       "urls": {
         *         "sobject": "/services/data/v66.0/sobjects/Lead",
         *         "describe": "/services/data/v66.0/sobjects/Lead/describe",
         *         "rowTemplate": "/services/data/v66.0/sobjects/Lead/{ID}"
         *       },
         *       "fields": [
         *         {
         *           "name": "LastName",
         *           "label": "Last Name",
         *           "type": "string",
         *           "length": 80,
         *           "precision": 0,
         *           "scale": 0,
         *           "digits": 0,
         *           "custom": false,
         *           "createable": true,
         *           "updateable": true,
         *           "nillable": false,
         *           "defaultedOnCreate": false,
         *           "defaultValue": null,
         *           "externalId": false,
         *           "unique": false,
         *           "idLookup": false,
         *           "restrictedPicklist": false,
         *           "picklistValues": [],
         *           "referenceTo": []
         *         },
         *         {
         *           "name": "Rating",
         *           "label": "Rating",
         *           "type": "picklist",
         *           "length": 40,
         *           "precision": 0,
         *           "scale": 0,
         *           "digits": 0,
         *           "custom": false,
         *           "createable": true,
         *           "updateable": true,
         *           "nillable": true,
         *           "defaultedOnCreate": false,
         *           "defaultValue": null,
         *           "externalId": false,
         *           "unique": false,
         *           "idLookup": false,
         *           "restrictedPicklist": false,
         *           "picklistValues": [
         *             {
         *               "active": true,
         *               "defaultValue": false,
         *               "label": "Hot",
         *               "validFor": null,
         *               "value": "Hot"
         *             }
         *           ],
         *           "referenceTo": []
         *         }
         *       ]
         *     }
         */
        SalesforceDescribe: {
            /** @example Lead */
            name: string;
            /** @example Lead */
            label: string;
            /** @example Leads */
            labelPlural: string;
            /**
             * @description First three characters of its ids.
             * @example 00Q
             */
            keyPrefix: string;
            /** @example false */
            custom: boolean;
            /** @example true */
            createable: boolean;
            /** @example true */
            updateable: boolean;
            /** @example true */
            deletable: boolean;
            /** @example true */
            queryable: boolean;
            urls: components["schemas"]["SalesforceObjectUrls"];
            fields: components["schemas"]["SalesforceField"][];
        };
        /**
         * @description Its keys are assumed.
         * @example {
         *       "street": "1 Market Street",
         *       "city": "San Francisco",
         *       "state": "California",
         *       "postalCode": "94105",
         *       "country": "United States",
         *       "latitude": 37.79,
         *       "longitude": -122.39,
         *       "geocodeAccuracy": "Zip"
         *     }
         */
        SalesforceAddress: {
            /** @example 1 Market Street */
            street: string | null;
            /** @example San Francisco */
            city: string | null;
            /** @example California */
            state: string | null;
            /** @example 94105 */
            postalCode: string | null;
            /** @example United States */
            country: string | null;
            /** @example 37.79 */
            latitude: number | null;
            /** @example -122.39 */
            longitude: number | null;
            /** @example Zip */
            geocodeAccuracy: string | null;
        };
        /**
         * @description A lead as it is read; only the asked fields when `fields` is given. A field that is not nillable is never null.
         *     The `x-salesforce` of its properties is what describe, the required-field check and the length check are made from; its own names the object.
         * @example {
         *       "attributes": {
         *         "type": "Lead",
         *         "url": "/services/data/v66.0/sobjects/Lead/00Q000000000001EAA"
         *       },
         *       "FirstName": "Jane",
         *       "LastName": "Doe",
         *       "Company": "ACME",
         *       "Email": "jane@example.com",
         *       "Phone": "+1 23 456-78-90",
         *       "Country": "United States",
         *       "State": "California",
         *       "Website": "https://acme.example",
         *       "Status": "MQL",
         *       "LeadSource": "Trial - GitLab.com",
         *       "Marketo_Lead_Id__c": "50",
         *       "mkto71_Lead_Score__c": 185,
         *       "Behavior_Score__c": 100,
         *       "Demographic_Score__c": 85,
         *       "MQL_DateTime__c": "2024-01-01T00:04:00.000+0000",
         *       "Last_Interesting_Moment__c": "HandRaise PQL - Contact Us on 2024-01-01",
         *       "PQL_Product_Qualified_Lead__c": true,
         *       "PQL_Namespace_Id__c": "1000",
         *       "Product_Interaction__c": "Hand Raise PQL",
         *       "Comment_Capture__c": "I want to talk to sales.",
         *       "GLM_Content__c": "group-billing",
         *       "GLM_Source__c": "gitlab.com",
         *       "Employee_Buckets__c": "1-99",
         *       "Existing_Plan__c": "free",
         *       "Setup_for_Company_Team_Use__c": true,
         *       "Opt_In__c": true,
         *       "Role__c": "software_developer",
         *       "Signup_Reason__c": "move_repository",
         *       "Preferred_Language__c": "English",
         *       "Trial_Start_Date__c": null,
         *       "Currently_in_Trial__c": false,
         *       "Id": "00Q000000000001EAA",
         *       "IsDeleted": false,
         *       "Name": "Jane Doe",
         *       "OwnerId": "00G000000000001EAA",
         *       "IsConverted": false,
         *       "CreatedDate": "2024-01-01T00:05:00.000+0000",
         *       "CreatedById": "005000000000001AAA",
         *       "LastModifiedDate": "2024-01-01T00:05:00.000+0000",
         *       "LastModifiedById": "005000000000001AAA",
         *       "SystemModstamp": "2024-01-01T00:05:00.000+0000",
         *       "Address": {
         *         "street": null,
         *         "city": null,
         *         "state": "California",
         *         "postalCode": null,
         *         "country": "United States",
         *         "latitude": null,
         *         "longitude": null,
         *         "geocodeAccuracy": null
         *       }
         *     }
         * @example {
         *       "attributes": {
         *         "type": "Lead",
         *         "url": "/services/data/v66.0/sobjects/Lead/00Q000000000001EAA"
         *       },
         *       "Id": "00Q000000000001EAA",
         *       "Email": "jane@example.com",
         *       "Status": "MQL"
         *     }
         */
        SalesforceLeadRecord: {
            attributes: components["schemas"]["SalesforceAttributes"];
            /**
             * @description Record id; 18 characters in replies, 15 or 18 accepted.
             * @example 00Q000000000001EAA
             */
            Id?: string;
            /**
             * @description Whether the record is in the recycle bin.
             * @example false
             */
            IsDeleted?: boolean;
            /**
             * @description The record this one was merged into.
             * @example null
             */
            MasterRecordId?: string | null;
            /**
             * @description First and last name, joined by Salesforce.
             * @example Jane Doe
             */
            Name?: string;
            /**
             * @description Path of the profile picture. The length is assumed.
             * @example /services/images/photo/00Q000000000001EAA
             */
            PhotoUrl?: string | null;
            /**
             * @description Id of the contact at Data.com. The length is assumed.
             * @example null
             */
            JigsawContactId?: string | null;
            /**
             * @description Whether the asking user marked the record as important.
             * @example false
             */
            IsPriorityRecord?: boolean;
            /**
             * Format: date
             * @example null
             */
            ConvertedDate?: string | null;
            /** @example null */
            ConvertedAccountId?: string | null;
            /** @example null */
            ConvertedContactId?: string | null;
            /** @example null */
            ConvertedOpportunityId?: string | null;
            /** @example 2024-01-01T00:05:00.000+0000 */
            CreatedDate?: string;
            /** @example 005000000000001AAA */
            CreatedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            LastModifiedDate?: string;
            /** @example 005000000000001AAA */
            LastModifiedById?: string;
            /**
             * @description Time of the last change by a user or by Salesforce itself.
             * @example 2024-01-01T00:05:00.000+0000
             */
            SystemModstamp?: string;
            /**
             * Format: date
             * @example null
             */
            LastActivityDate?: string | null;
            /** @example null */
            LastViewedDate?: string | null;
            /** @example null */
            LastReferencedDate?: string | null;
            /** @example Doe */
            LastName?: string;
            /** @example ACME */
            Company?: string;
            /**
             * @description The picklist is not restricted: other values are accepted. The values are those of GitLab's org (GitLab handbook, lead and contact statuses);
             *     the length and that a new lead starts as `Raw` are assumed.
             * @example MQL
             */
            Status?: string;
            /**
             * @description A user, or the queue that the assignment rules chose. On create it defaults to the token's user.
             * @example 00G000000000001EAA
             */
            OwnerId?: string;
            /** @example Jane */
            FirstName?: string | null;
            /**
             * @description Only in an org that enabled it; the sandbox's org has.
             * @example Marie
             */
            MiddleName?: string | null;
            /**
             * @description Only in an org that enabled it; the sandbox's org has.
             * @example PhD
             */
            Suffix?: string | null;
            /**
             * @description Not restricted. The length is assumed.
             * @example Ms.
             */
            Salutation?: string | null;
            /**
             * @description Job title. The length is assumed.
             * @example Engineering Manager
             */
            Title?: string | null;
            /**
             * @description Not unique. That an upsert may use it as its field (`idLookup`), and then may meet several leads, is assumed.
             * @example jane@example.com
             */
            Email?: string | null;
            /**
             * @description Salesforce publishes the length for `Fax`; the other phone fields are assumed to have the same.
             * @example +1 23 456-78-90
             */
            Phone?: string | null;
            /** @example +1 23 456-78-91 */
            MobilePhone?: string | null;
            /** @example +1 23 456-78-92 */
            Fax?: string | null;
            /** @example 1 Market Street */
            Street?: string | null;
            /** @example San Francisco */
            City?: string | null;
            /**
             * @description Spelled out: `California`, not `CA`. GitLab's org takes a state only for United States, Canada, Ireland, India, Brazil, Australia, China,
             *     Italy and Mexico. Source: GitLab handbook, marketing-operations/marketo. The refusal, FIELD_INTEGRITY_EXCEPTION
             *     `There's a problem with this state, even though it may appear correct. Please select a state from the list of valid states.: State/Province`, is assumed.
             * @example California
             */
            State?: string | null;
            /** @example 94105 */
            PostalCode?: string | null;
            /**
             * @description The name exactly as Salesforce spells it, never a code: a lead whose country is not in the picklist does not sync.
             *     Source: GitLab handbook, marketing-operations/marketo. The refusal, FIELD_INTEGRITY_EXCEPTION `There's a problem with this country, even though
             *     it may appear correct. Please select a country/territory from the list of valid countries.: Country`, is that of orgs with country picklists;
             *     that GitLab's org answers so is assumed.
             * @example United States
             */
            Country?: string | null;
            /**
             * @description Together with `Longitude` or not at all, else FIELD_INTEGRITY_EXCEPTION. Precision and scale are assumed.
             * @example 37.79
             */
            Latitude?: number | null;
            /**
             * @description Together with `Latitude` or not at all, else FIELD_INTEGRITY_EXCEPTION. Precision and scale are assumed.
             * @example -122.39
             */
            Longitude?: number | null;
            /**
             * @description How exact the coordinates are. The length and that the picklist is restricted are assumed.
             * @example Zip
             */
            GeocodeAccuracy?: string | null;
            /**
             * @description Free text. The length is assumed.
             * @example https://acme.example
             */
            Website?: string | null;
            /** @example Met at KubeCon. */
            Description?: string | null;
            /**
             * @description Not restricted. The values are some of those in GitLab's public warehouse models; the length is assumed.
             * @example Trial - GitLab.com
             */
            LeadSource?: string | null;
            /**
             * @description Not restricted; the values of GitLab's org are not public, so that the picklist is empty.
             * @example Software
             */
            Industry?: string | null;
            /**
             * @description Not restricted. The length is assumed.
             * @example Hot
             */
            Rating?: string | null;
            /**
             * @description A JSON text instead of a number is refused with JSON_PARSER_ERROR.
             * @example 1000000
             */
            AnnualRevenue?: number | null;
            /**
             * @description At most eight digits, which is assumed.
             * @example 50
             */
            NumberOfEmployees?: number | null;
            /**
             * @description Whether the owner has not looked at the lead yet. That it starts as false is assumed.
             * @example false
             */
            IsUnreadByOwner?: boolean;
            /** @example false */
            HasOptedOutOfEmail?: boolean;
            /** @example false */
            HasOptedOutOfFax?: boolean;
            /** @example false */
            DoNotCall?: boolean;
            /**
             * @description Key of the company at Data.com.
             * @example null
             */
            Jigsaw?: string | null;
            /**
             * @description State against Data.com. That it is writable, its length and its values (none listed) are assumed.
             * @example null
             */
            CleanStatus?: string | null;
            /**
             * @description D-U-N-S number. That it is writable is assumed.
             * @example null
             */
            CompanyDunsNumber?: string | null;
            /**
             * @description The company's D&B record. That it is writable is assumed.
             * @example null
             */
            DandbCompanyId?: string | null;
            /**
             * @description The person's data privacy record. That it is writable is assumed.
             * @example null
             */
            IndividualId?: string | null;
            /**
             * @description Marketo's numeric id of the person, as text: the external id that Marketo's sync upserts by. The field is assumed; Marketo's own key is not public.
             * @example 50
             */
            Marketo_Lead_Id__c?: string | null;
            /**
             * @description Marketo's person score. Source of name and type - Marketo product docs, step-1-of-3-add-marketo-fields.
             * @example 185
             */
            mkto71_Lead_Score__c?: number | null;
            /**
             * @description The share of the score that comes from what the person did. The name is in GitLab's public warehouse models; the type is assumed.
             * @example 100
             */
            Behavior_Score__c?: number | null;
            /**
             * @description The share of the score that comes from who the person is.
             * @example 85
             */
            Demographic_Score__c?: number | null;
            /**
             * @description When the person became a marketing-qualified lead. Salesforce also reads other ISO 8601 forms; Marketo's sync writes this one.
             * @example 2024-01-01T00:04:00.000+0000
             */
            MQL_DateTime__c?: string | null;
            /** @example HandRaise PQL - Contact Us on 2024-01-01 */
            Last_Interesting_Moment__c?: string | null;
            /**
             * @description The name is in GitLab's public warehouse models; that it is a checkbox is assumed.
             * @example true
             */
            PQL_Product_Qualified_Lead__c?: boolean;
            /**
             * @description GitLab's id of the namespace, as text. The name is in GitLab's public warehouse models; that it is a text is assumed.
             * @example 1000
             */
            PQL_Namespace_Id__c?: string | null;
            /**
             * @description What the user did.
             * @example Hand Raise PQL
             */
            Product_Interaction__c?: string | null;
            /**
             * @description The message for the sales team.
             * @example I want to talk to sales.
             */
            Comment_Capture__c?: string | null;
            /**
             * @description Where in the product the form was.
             * @example group-billing
             */
            GLM_Content__c?: string | null;
            /**
             * @description The site the person came from.
             * @example gitlab.com
             */
            GLM_Source__c?: string | null;
            /**
             * @description Company size by bucket, not restricted. The name is in GitLab's public warehouse models; the values are the ids of GitLab's forms.
             * @example 1-99
             */
            Employee_Buckets__c?: string | null;
            /**
             * @description The namespace's plan when the form was sent.
             * @example free
             */
            Existing_Plan__c?: string | null;
            /**
             * @description The type is that of the Marketo field of this name.
             * @example true
             */
            Setup_for_Company_Team_Use__c?: boolean;
            /**
             * @description Whether the person wants e-mails.
             * @example true
             */
            Opt_In__c?: boolean;
            /** @example software_developer */
            Role__c?: string | null;
            /**
             * @description Job to be done.
             * @example move_repository
             */
            Signup_Reason__c?: string | null;
            /** @example English */
            Preferred_Language__c?: string | null;
            /**
             * Format: date
             * @example 2024-01-01
             */
            Trial_Start_Date__c?: string | null;
            /** @example false */
            Currently_in_Trial__c?: boolean;
            /**
             * @description Whether the lead became a contact. A converted lead refuses updates with CANNOT_UPDATE_CONVERTED_LEAD.
             * @example false
             */
            IsConverted?: boolean;
            /** @example null */
            EmailBouncedReason?: string | null;
            /** @example null */
            EmailBouncedDate?: string | null;
            /** @description The address fields as one value; null when all are. Not stored, but made from them. */
            Address?: components["schemas"]["SalesforceAddress"] | null;
        };
        /**
         * @description The updateable fields, none required; null empties a nillable one. The body of an update and of an upsert (which may create, and
         *     then needs the required fields of `SalesforceLeadCreate`).
         * @example {
         *       "Status": "Accepted"
         *     }
         * @example {
         *       "FirstName": "Jane",
         *       "LastName": "Doe",
         *       "Company": "ACME",
         *       "Email": "jane@example.com",
         *       "Status": "MQL",
         *       "mkto71_Lead_Score__c": 185,
         *       "Trial_Start_Date__c": null
         *     }
         */
        SalesforceLeadUpdate: {
            /** @example Doe */
            LastName?: string;
            /** @example ACME */
            Company?: string;
            /**
             * @description The picklist is not restricted: other values are accepted. The values are those of GitLab's org (GitLab handbook, lead and contact statuses);
             *     the length and that a new lead starts as `Raw` are assumed.
             * @example MQL
             */
            Status?: string;
            /**
             * @description A user, or the queue that the assignment rules chose. On create it defaults to the token's user.
             * @example 00G000000000001EAA
             */
            OwnerId?: string;
            /** @example Jane */
            FirstName?: string | null;
            /**
             * @description Only in an org that enabled it; the sandbox's org has.
             * @example Marie
             */
            MiddleName?: string | null;
            /**
             * @description Only in an org that enabled it; the sandbox's org has.
             * @example PhD
             */
            Suffix?: string | null;
            /**
             * @description Not restricted. The length is assumed.
             * @example Ms.
             */
            Salutation?: string | null;
            /**
             * @description Job title. The length is assumed.
             * @example Engineering Manager
             */
            Title?: string | null;
            /**
             * @description Not unique. That an upsert may use it as its field (`idLookup`), and then may meet several leads, is assumed.
             * @example jane@example.com
             */
            Email?: string | null;
            /**
             * @description Salesforce publishes the length for `Fax`; the other phone fields are assumed to have the same.
             * @example +1 23 456-78-90
             */
            Phone?: string | null;
            /** @example +1 23 456-78-91 */
            MobilePhone?: string | null;
            /** @example +1 23 456-78-92 */
            Fax?: string | null;
            /** @example 1 Market Street */
            Street?: string | null;
            /** @example San Francisco */
            City?: string | null;
            /**
             * @description Spelled out: `California`, not `CA`. GitLab's org takes a state only for United States, Canada, Ireland, India, Brazil, Australia, China,
             *     Italy and Mexico. Source: GitLab handbook, marketing-operations/marketo. The refusal, FIELD_INTEGRITY_EXCEPTION
             *     `There's a problem with this state, even though it may appear correct. Please select a state from the list of valid states.: State/Province`, is assumed.
             * @example California
             */
            State?: string | null;
            /** @example 94105 */
            PostalCode?: string | null;
            /**
             * @description The name exactly as Salesforce spells it, never a code: a lead whose country is not in the picklist does not sync.
             *     Source: GitLab handbook, marketing-operations/marketo. The refusal, FIELD_INTEGRITY_EXCEPTION `There's a problem with this country, even though
             *     it may appear correct. Please select a country/territory from the list of valid countries.: Country`, is that of orgs with country picklists;
             *     that GitLab's org answers so is assumed.
             * @example United States
             */
            Country?: string | null;
            /**
             * @description Together with `Longitude` or not at all, else FIELD_INTEGRITY_EXCEPTION. Precision and scale are assumed.
             * @example 37.79
             */
            Latitude?: number | null;
            /**
             * @description Together with `Latitude` or not at all, else FIELD_INTEGRITY_EXCEPTION. Precision and scale are assumed.
             * @example -122.39
             */
            Longitude?: number | null;
            /**
             * @description How exact the coordinates are. The length and that the picklist is restricted are assumed.
             * @example Zip
             */
            GeocodeAccuracy?: string | null;
            /**
             * @description Free text. The length is assumed.
             * @example https://acme.example
             */
            Website?: string | null;
            /** @example Met at KubeCon. */
            Description?: string | null;
            /**
             * @description Not restricted. The values are some of those in GitLab's public warehouse models; the length is assumed.
             * @example Trial - GitLab.com
             */
            LeadSource?: string | null;
            /**
             * @description Not restricted; the values of GitLab's org are not public, so that the picklist is empty.
             * @example Software
             */
            Industry?: string | null;
            /**
             * @description Not restricted. The length is assumed.
             * @example Hot
             */
            Rating?: string | null;
            /**
             * @description A JSON text instead of a number is refused with JSON_PARSER_ERROR.
             * @example 1000000
             */
            AnnualRevenue?: number | null;
            /**
             * @description At most eight digits, which is assumed.
             * @example 50
             */
            NumberOfEmployees?: number | null;
            /**
             * @description Whether the owner has not looked at the lead yet. That it starts as false is assumed.
             * @example false
             */
            IsUnreadByOwner?: boolean;
            /** @example false */
            HasOptedOutOfEmail?: boolean;
            /** @example false */
            HasOptedOutOfFax?: boolean;
            /** @example false */
            DoNotCall?: boolean;
            /**
             * @description Key of the company at Data.com.
             * @example null
             */
            Jigsaw?: string | null;
            /**
             * @description State against Data.com. That it is writable, its length and its values (none listed) are assumed.
             * @example null
             */
            CleanStatus?: string | null;
            /**
             * @description D-U-N-S number. That it is writable is assumed.
             * @example null
             */
            CompanyDunsNumber?: string | null;
            /**
             * @description The company's D&B record. That it is writable is assumed.
             * @example null
             */
            DandbCompanyId?: string | null;
            /**
             * @description The person's data privacy record. That it is writable is assumed.
             * @example null
             */
            IndividualId?: string | null;
            /**
             * @description Marketo's numeric id of the person, as text: the external id that Marketo's sync upserts by. The field is assumed; Marketo's own key is not public.
             * @example 50
             */
            Marketo_Lead_Id__c?: string | null;
            /**
             * @description Marketo's person score. Source of name and type - Marketo product docs, step-1-of-3-add-marketo-fields.
             * @example 185
             */
            mkto71_Lead_Score__c?: number | null;
            /**
             * @description The share of the score that comes from what the person did. The name is in GitLab's public warehouse models; the type is assumed.
             * @example 100
             */
            Behavior_Score__c?: number | null;
            /**
             * @description The share of the score that comes from who the person is.
             * @example 85
             */
            Demographic_Score__c?: number | null;
            /**
             * @description When the person became a marketing-qualified lead. Salesforce also reads other ISO 8601 forms; Marketo's sync writes this one.
             * @example 2024-01-01T00:04:00.000+0000
             */
            MQL_DateTime__c?: string | null;
            /** @example HandRaise PQL - Contact Us on 2024-01-01 */
            Last_Interesting_Moment__c?: string | null;
            /**
             * @description The name is in GitLab's public warehouse models; that it is a checkbox is assumed.
             * @example true
             */
            PQL_Product_Qualified_Lead__c?: boolean;
            /**
             * @description GitLab's id of the namespace, as text. The name is in GitLab's public warehouse models; that it is a text is assumed.
             * @example 1000
             */
            PQL_Namespace_Id__c?: string | null;
            /**
             * @description What the user did.
             * @example Hand Raise PQL
             */
            Product_Interaction__c?: string | null;
            /**
             * @description The message for the sales team.
             * @example I want to talk to sales.
             */
            Comment_Capture__c?: string | null;
            /**
             * @description Where in the product the form was.
             * @example group-billing
             */
            GLM_Content__c?: string | null;
            /**
             * @description The site the person came from.
             * @example gitlab.com
             */
            GLM_Source__c?: string | null;
            /**
             * @description Company size by bucket, not restricted. The name is in GitLab's public warehouse models; the values are the ids of GitLab's forms.
             * @example 1-99
             */
            Employee_Buckets__c?: string | null;
            /**
             * @description The namespace's plan when the form was sent.
             * @example free
             */
            Existing_Plan__c?: string | null;
            /**
             * @description The type is that of the Marketo field of this name.
             * @example true
             */
            Setup_for_Company_Team_Use__c?: boolean;
            /**
             * @description Whether the person wants e-mails.
             * @example true
             */
            Opt_In__c?: boolean;
            /** @example software_developer */
            Role__c?: string | null;
            /**
             * @description Job to be done.
             * @example move_repository
             */
            Signup_Reason__c?: string | null;
            /** @example English */
            Preferred_Language__c?: string | null;
            /**
             * Format: date
             * @example 2024-01-01
             */
            Trial_Start_Date__c?: string | null;
            /** @example false */
            Currently_in_Trial__c?: boolean;
            /** @example null */
            EmailBouncedReason?: string | null;
            /** @example null */
            EmailBouncedDate?: string | null;
        };
        /**
         * @example [
         *       "/services/data/v66.0/sobjects/Lead/00Q000000000001EAA",
         *       "/services/data/v66.0/sobjects/Lead/00Q000000000002EAA"
         *     ]
         */
        SalesforceRecordUrls: string[];
        /**
         * @example {
         *       "id": "00Q000000000001EAA",
         *       "success": true,
         *       "errors": [],
         *       "created": false
         *     }
         */
        SalesforceUpsertUpdated: {
            /** @example 00Q000000000001EAA */
            id: string;
            /**
             * @example true
             * @constant
             */
            success: true;
            /**
             * @description Always empty here; a refusal has another status.
             * @example []
             */
            errors: components["schemas"]["SalesforceError"][];
            /**
             * @example false
             * @constant
             */
            created: false;
        };
        /**
         * @example {
         *       "id": "00Q000000000001EAA",
         *       "success": true,
         *       "errors": [],
         *       "created": true
         *     }
         * @example {
         *       "id": "00Q000000000001EAA",
         *       "success": true,
         *       "errors": []
         *     }
         */
        SalesforceUpsertCreated: {
            /** @example 00Q000000000001EAA */
            id: string;
            /**
             * @example true
             * @constant
             */
            success: true;
            /**
             * @description Always empty here; a refusal has another status.
             * @example []
             */
            errors: components["schemas"]["SalesforceError"][];
            /**
             * @description Absent in API v45.0 and earlier.
             * @example true
             * @constant
             */
            created?: true;
        };
        /**
         * @description The fields of a record by their names, as describe tells them. What is wrong with them is refused like that of a Lead.
         * @example {
         *       "LastName": "Doe",
         *       "Email": "jane@example.com"
         *     }
         */
        SalesforceRecordFields: {
            [key: string]: unknown;
        };
        /**
         * @example {
         *       "type": "Account",
         *       "url": "/services/data/v66.0/sobjects/Account/001000000000001AAA"
         *     }
         */
        SalesforceAccountAttributes: {
            /**
             * @example Account
             * @constant
             */
            type: "Account";
            /** @example /services/data/v66.0/sobjects/Account/001000000000001AAA */
            url: string;
        };
        /**
         * @example {
         *       "attributes": {
         *         "type": "Account",
         *         "url": "/services/data/v66.0/sobjects/Account/001000000000001AAA"
         *       },
         *       "Id": "001000000000001AAA",
         *       "Name": "ACME"
         *     }
         */
        SalesforceAccountRecord: {
            attributes: components["schemas"]["SalesforceAccountAttributes"];
            /** @example 001000000000001AAA */
            Id?: string;
            /**
             * @description Whether the record is in the recycle bin.
             * @example false
             */
            IsDeleted?: boolean;
            /** @example 2024-01-01T00:05:00.000+0000 */
            CreatedDate?: string;
            /** @example 005000000000001AAA */
            CreatedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            LastModifiedDate?: string;
            /** @example 005000000000001AAA */
            LastModifiedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            SystemModstamp?: string;
            /**
             * @description The token's user unless another is named.
             * @example 005000000000001AAA
             */
            OwnerId?: string;
            /** @example ACME */
            Name?: string;
            /** @example null */
            ParentId?: string | null;
            /** @example Prospect */
            Type?: string | null;
            /** @example Trial - GitLab.com */
            AccountSource?: string | null;
            /** @example Software */
            Industry?: string | null;
            /** @example +1 23 456-78-90 */
            Phone?: string | null;
            /** @example https://acme.example */
            Website?: string | null;
            /** @example 1000000 */
            AnnualRevenue?: number | null;
            /** @example 50 */
            NumberOfEmployees?: number | null;
            /** @example 1 Market Street */
            BillingStreet?: string | null;
            /** @example San Francisco */
            BillingCity?: string | null;
            /** @example California */
            BillingState?: string | null;
            /** @example 94105 */
            BillingPostalCode?: string | null;
            /** @example United States */
            BillingCountry?: string | null;
            /** @example Met at KubeCon. */
            Description?: string | null;
        };
        /**
         * @example {
         *       "type": "Contact",
         *       "url": "/services/data/v66.0/sobjects/Contact/003000000000001AAA"
         *     }
         */
        SalesforceContactAttributes: {
            /**
             * @example Contact
             * @constant
             */
            type: "Contact";
            /** @example /services/data/v66.0/sobjects/Contact/003000000000001AAA */
            url: string;
        };
        /**
         * @example {
         *       "attributes": {
         *         "type": "Contact",
         *         "url": "/services/data/v66.0/sobjects/Contact/003000000000001AAA"
         *       },
         *       "Id": "003000000000001AAA",
         *       "LastName": "Doe"
         *     }
         */
        SalesforceContactRecord: {
            attributes: components["schemas"]["SalesforceContactAttributes"];
            /** @example 003000000000001AAA */
            Id?: string;
            /**
             * @description Whether the record is in the recycle bin.
             * @example false
             */
            IsDeleted?: boolean;
            /** @example 2024-01-01T00:05:00.000+0000 */
            CreatedDate?: string;
            /** @example 005000000000001AAA */
            CreatedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            LastModifiedDate?: string;
            /** @example 005000000000001AAA */
            LastModifiedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            SystemModstamp?: string;
            /**
             * @description The token's user unless another is named.
             * @example 005000000000001AAA
             */
            OwnerId?: string;
            /**
             * @description First and last name, joined by Salesforce.
             * @example Jane Doe
             */
            Name?: string;
            /** @example Doe */
            LastName?: string;
            /** @example Jane */
            FirstName?: string | null;
            /** @example Ms. */
            Salutation?: string | null;
            /** @example 001000000000001AAA */
            AccountId?: string | null;
            /**
             * @description Not unique. That an upsert may use it as its field is assumed.
             * @example jane@example.com
             */
            Email?: string | null;
            /** @example +1 23 456-78-90 */
            Phone?: string | null;
            /** @example +1 23 456-78-91 */
            MobilePhone?: string | null;
            /** @example Engineering Manager */
            Title?: string | null;
            /** @example Trial - GitLab.com */
            LeadSource?: string | null;
            /** @example 1 Market Street */
            MailingStreet?: string | null;
            /** @example San Francisco */
            MailingCity?: string | null;
            /** @example California */
            MailingState?: string | null;
            /** @example 94105 */
            MailingPostalCode?: string | null;
            /** @example United States */
            MailingCountry?: string | null;
            /** @example false */
            HasOptedOutOfEmail?: boolean;
            /** @example Met at KubeCon. */
            Description?: string | null;
        };
        /**
         * @example {
         *       "type": "Opportunity",
         *       "url": "/services/data/v66.0/sobjects/Opportunity/006000000000001AAA"
         *     }
         */
        SalesforceOpportunityAttributes: {
            /**
             * @example Opportunity
             * @constant
             */
            type: "Opportunity";
            /** @example /services/data/v66.0/sobjects/Opportunity/006000000000001AAA */
            url: string;
        };
        /**
         * @example {
         *       "attributes": {
         *         "type": "Opportunity",
         *         "url": "/services/data/v66.0/sobjects/Opportunity/006000000000001AAA"
         *       },
         *       "Id": "006000000000001AAA",
         *       "Name": "ACME - Ultimate",
         *       "StageName": "0-Pending Acceptance",
         *       "CloseDate": "2024-03-31"
         *     }
         */
        SalesforceOpportunityRecord: {
            attributes: components["schemas"]["SalesforceOpportunityAttributes"];
            /** @example 006000000000001AAA */
            Id?: string;
            /**
             * @description Whether the record is in the recycle bin.
             * @example false
             */
            IsDeleted?: boolean;
            /** @example 2024-01-01T00:05:00.000+0000 */
            CreatedDate?: string;
            /** @example 005000000000001AAA */
            CreatedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            LastModifiedDate?: string;
            /** @example 005000000000001AAA */
            LastModifiedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            SystemModstamp?: string;
            /**
             * @description The token's user unless another is named.
             * @example 005000000000001AAA
             */
            OwnerId?: string;
            /** @example ACME - Ultimate */
            Name?: string;
            /** @example 001000000000001AAA */
            AccountId?: string | null;
            /**
             * @description Not restricted. The values are some of those in the GitLab handbook's opportunity stages, the length is assumed.
             * @example 0-Pending Acceptance
             */
            StageName?: string;
            /**
             * Format: date
             * @example 2024-03-31
             */
            CloseDate?: string;
            /** @example 11880 */
            Amount?: number | null;
            /** @example Trial - GitLab.com */
            LeadSource?: string | null;
            /** @example Call Jane */
            NextStep?: string | null;
            /**
             * @description Whether the stage ends the opportunity.
             * @example false
             */
            IsClosed?: boolean;
            /**
             * @description Whether the stage is a won one.
             * @example false
             */
            IsWon?: boolean;
            /** @example Met at KubeCon. */
            Description?: string | null;
        };
        /**
         * @example {
         *       "type": "Task",
         *       "url": "/services/data/v66.0/sobjects/Task/00T000000000001AAA"
         *     }
         */
        SalesforceTaskAttributes: {
            /**
             * @example Task
             * @constant
             */
            type: "Task";
            /** @example /services/data/v66.0/sobjects/Task/00T000000000001AAA */
            url: string;
        };
        /**
         * @example {
         *       "attributes": {
         *         "type": "Task",
         *         "url": "/services/data/v66.0/sobjects/Task/00T000000000001AAA"
         *       },
         *       "Id": "00T000000000001AAA",
         *       "Subject": "Call",
         *       "WhoId": "00Q000000000001EAA"
         *     }
         */
        SalesforceTaskRecord: {
            attributes: components["schemas"]["SalesforceTaskAttributes"];
            /** @example 00T000000000001AAA */
            Id?: string;
            /**
             * @description Whether the record is in the recycle bin.
             * @example false
             */
            IsDeleted?: boolean;
            /** @example 2024-01-01T00:05:00.000+0000 */
            CreatedDate?: string;
            /** @example 005000000000001AAA */
            CreatedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            LastModifiedDate?: string;
            /** @example 005000000000001AAA */
            LastModifiedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            SystemModstamp?: string;
            /**
             * @description The token's user unless another is named.
             * @example 005000000000001AAA
             */
            OwnerId?: string;
            /** @example Call */
            Subject?: string | null;
            /** @example Not Started */
            Status?: string;
            /** @example Normal */
            Priority?: string;
            /**
             * Format: date
             * @description When it is due.
             * @example 2024-01-03
             */
            ActivityDate?: string | null;
            /**
             * @description Whom it is about.
             * @example 00Q000000000001EAA
             */
            WhoId?: string | null;
            /**
             * @description What it is about.
             * @example null
             */
            WhatId?: string | null;
            /**
             * @description Whether the status is a closed one.
             * @example false
             */
            IsClosed?: boolean;
            /** @example Met at KubeCon. */
            Description?: string | null;
        };
        /**
         * @example {
         *       "type": "Campaign",
         *       "url": "/services/data/v66.0/sobjects/Campaign/701000000000001AAA"
         *     }
         */
        SalesforceCampaignAttributes: {
            /**
             * @example Campaign
             * @constant
             */
            type: "Campaign";
            /** @example /services/data/v66.0/sobjects/Campaign/701000000000001AAA */
            url: string;
        };
        /**
         * @example {
         *       "attributes": {
         *         "type": "Campaign",
         *         "url": "/services/data/v66.0/sobjects/Campaign/701000000000001AAA"
         *       },
         *       "Id": "701000000000001AAA",
         *       "Name": "PQL - Hand Raise",
         *       "IsActive": true
         *     }
         */
        SalesforceCampaignRecord: {
            attributes: components["schemas"]["SalesforceCampaignAttributes"];
            /** @example 701000000000001AAA */
            Id?: string;
            /**
             * @description Whether the record is in the recycle bin.
             * @example false
             */
            IsDeleted?: boolean;
            /** @example 2024-01-01T00:05:00.000+0000 */
            CreatedDate?: string;
            /** @example 005000000000001AAA */
            CreatedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            LastModifiedDate?: string;
            /** @example 005000000000001AAA */
            LastModifiedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            SystemModstamp?: string;
            /**
             * @description The token's user unless another is named.
             * @example 005000000000001AAA
             */
            OwnerId?: string;
            /** @example PQL - Hand Raise */
            Name?: string;
            /**
             * @description Marketo maps its programs to active campaigns. Source - GitLab handbook, marketing-operations/marketo.
             * @example true
             */
            IsActive?: boolean;
            /** @example Gated Content */
            Type?: string | null;
            /** @example Planned */
            Status?: string | null;
            /**
             * Format: date
             * @example 2024-01-01
             */
            StartDate?: string | null;
            /**
             * Format: date
             * @example 2024-12-31
             */
            EndDate?: string | null;
            /** @example Met at KubeCon. */
            Description?: string | null;
        };
        /**
         * @example {
         *       "type": "CampaignMember",
         *       "url": "/services/data/v66.0/sobjects/CampaignMember/00v000000000001AAA"
         *     }
         */
        SalesforceCampaignMemberAttributes: {
            /**
             * @example CampaignMember
             * @constant
             */
            type: "CampaignMember";
            /** @example /services/data/v66.0/sobjects/CampaignMember/00v000000000001AAA */
            url: string;
        };
        /**
         * @example {
         *       "attributes": {
         *         "type": "CampaignMember",
         *         "url": "/services/data/v66.0/sobjects/CampaignMember/00v000000000001AAA"
         *       },
         *       "Id": "00v000000000001AAA",
         *       "CampaignId": "701000000000001AAA",
         *       "LeadId": "00Q000000000001EAA"
         *     }
         */
        SalesforceCampaignMemberRecord: {
            attributes: components["schemas"]["SalesforceCampaignMemberAttributes"];
            /** @example 00v000000000001AAA */
            Id?: string;
            /**
             * @description Whether the record is in the recycle bin.
             * @example false
             */
            IsDeleted?: boolean;
            /** @example 2024-01-01T00:05:00.000+0000 */
            CreatedDate?: string;
            /** @example 005000000000001AAA */
            CreatedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            LastModifiedDate?: string;
            /** @example 005000000000001AAA */
            LastModifiedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            SystemModstamp?: string;
            /** @example 701000000000001AAA */
            CampaignId?: string;
            /**
             * @description This or `ContactId`.
             * @example 00Q000000000001EAA
             */
            LeadId?: string | null;
            /**
             * @description This or `LeadId`.
             * @example null
             */
            ContactId?: string | null;
            /**
             * @description `Sent` and `Responded` are Salesforce's own (assumed); a campaign may have others.
             * @example Sent
             */
            Status?: string | null;
            /**
             * @description Whether the status says so.
             * @example false
             */
            HasResponded?: boolean;
            /**
             * Format: date
             * @example null
             */
            FirstRespondedDate?: string | null;
            /**
             * @description The contact once there is one.
             * @example 00Q000000000001EAA
             */
            LeadOrContactId?: string | null;
            /** @example Lead */
            Type?: string | null;
        };
        /**
         * @description A record as it is read, of one of the objects; only the asked fields when `fields` is given.
         * @example {
         *       "attributes": {
         *         "type": "Contact",
         *         "url": "/services/data/v66.0/sobjects/Contact/003000000000001AAA"
         *       },
         *       "Id": "003000000000001AAA",
         *       "LastName": "Doe"
         *     }
         */
        SalesforceRecord: components["schemas"]["SalesforceLeadRecord"] | components["schemas"]["SalesforceAccountRecord"] | components["schemas"]["SalesforceContactRecord"] | components["schemas"]["SalesforceOpportunityRecord"] | components["schemas"]["SalesforceTaskRecord"] | components["schemas"]["SalesforceCampaignRecord"] | components["schemas"]["SalesforceCampaignMemberRecord"];
        /**
         * @example {
         *       "attributes": {
         *         "type": "Lead"
         *       },
         *       "LastName": "Doe",
         *       "Company": "ACME"
         *     }
         * @example {
         *       "attributes": {
         *         "type": "Lead"
         *       },
         *       "id": "00Q000000000001EAA",
         *       "Status": "MQL"
         *     }
         */
        SalesforceCollected: {
            /**
             * @example {
             *       "type": "Lead"
             *     }
             */
            attributes: {
                /**
                 * @description Name of the object.
                 * @example Lead
                 */
                type: string;
            } & {
                [key: string]: unknown;
            };
            /**
             * @description For an update.
             * @example 00Q000000000001EAA
             */
            id?: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * @example {
         *       "allOrNone": false,
         *       "records": [
         *         {
         *           "attributes": {
         *             "type": "Lead"
         *           },
         *           "LastName": "Doe",
         *           "Company": "ACME"
         *         }
         *       ]
         *     }
         */
        SalesforceCollection: {
            /**
             * @description Whether one refusal takes back the rest; false unless said.
             * @example false
             */
            allOrNone?: boolean;
            records: components["schemas"]["SalesforceCollected"][];
        };
        /**
         * @description Of one record among many. Its code is called `statusCode`, where that of a single call is called `errorCode`.
         * @example {
         *       "statusCode": "REQUIRED_FIELD_MISSING",
         *       "message": "Required fields are missing: [Company]",
         *       "fields": [
         *         "Company"
         *       ]
         *     }
         */
        SalesforceSaveError: {
            statusCode: components["schemas"]["SalesforceErrorCode"];
            /** @example Required fields are missing: [Company] */
            message: string;
            /**
             * @example [
             *       "Company"
             *     ]
             */
            fields: string[];
        };
        /**
         * @description `id` and `created` on success only.
         * @example {
         *       "id": "00Q000000000001EAA",
         *       "success": true,
         *       "errors": []
         *     }
         * @example {
         *       "success": false,
         *       "errors": [
         *         {
         *           "statusCode": "ALL_OR_NONE_OPERATION_ROLLED_BACK",
         *           "message": "Record rolled back because not all records were valid and the request was using AllOrNone header",
         *           "fields": []
         *         }
         *       ]
         *     }
         */
        SalesforceSaveResult: {
            /** @example 00Q000000000001EAA */
            id?: string;
            /** @example true */
            success: boolean;
            errors: components["schemas"]["SalesforceSaveError"][];
            /**
             * @description Of an upsert.
             * @example true
             */
            created?: boolean;
        };
        /**
         * @example [
         *       {
         *         "id": "00Q000000000001EAA",
         *         "success": true,
         *         "errors": []
         *       },
         *       {
         *         "success": false,
         *         "errors": [
         *           {
         *             "statusCode": "REQUIRED_FIELD_MISSING",
         *             "message": "Required fields are missing: [Company]",
         *             "fields": [
         *               "Company"
         *             ]
         *           }
         *         ]
         *       }
         *     ]
         */
        SalesforceSaveResults: components["schemas"]["SalesforceSaveResult"][];
        /**
         * @example {
         *       "ids": [
         *         "00Q000000000001EAA"
         *       ],
         *       "fields": [
         *         "Id",
         *         "Email"
         *       ]
         *     }
         */
        SalesforceRetrieval: {
            /**
             * @example [
             *       "00Q000000000001EAA"
             *     ]
             */
            ids: string[];
            /**
             * @example [
             *       "Id",
             *       "Email"
             *     ]
             */
            fields: string[];
        };
        /**
         * @example {
         *       "type": "Lead",
         *       "url": "/services/data/v66.0/sobjects/Lead/00Q000000000001EAA"
         *     }
         */
        SalesforceRecordAttributes: {
            /** @example Lead */
            type: string;
            /** @example /services/data/v66.0/sobjects/Lead/00Q000000000001EAA */
            url: string;
        };
        /**
         * @description Open, since the query's SELECT decides which fields are there.
         * @example {
         *       "attributes": {
         *         "type": "Lead",
         *         "url": "/services/data/v66.0/sobjects/Lead/00Q000000000001EAA"
         *       },
         *       "Id": "00Q000000000001EAA",
         *       "Email": "jane@example.com"
         *     }
         */
        SalesforceQueryRecord: {
            attributes: components["schemas"]["SalesforceRecordAttributes"];
        } & {
            [key: string]: unknown;
        };
        /**
         * @example [
         *       {
         *         "attributes": {
         *           "type": "Lead",
         *           "url": "/services/data/v66.0/sobjects/Lead/00Q000000000001EAA"
         *         },
         *         "Id": "00Q000000000001EAA",
         *         "Email": "jane@example.com"
         *       },
         *       null
         *     ]
         */
        SalesforceRecords: (components["schemas"]["SalesforceQueryRecord"] | null)[];
        /**
         * @example {
         *       "totalSize": 1,
         *       "done": true,
         *       "records": [
         *         {
         *           "attributes": {
         *             "type": "Lead",
         *             "url": "/services/data/v66.0/sobjects/Lead/00Q000000000001EAA"
         *           },
         *           "Id": "00Q000000000001EAA",
         *           "Email": "jane@example.com"
         *         }
         *       ]
         *     }
         * @example {
         *       "totalSize": 2001,
         *       "done": false,
         *       "nextRecordsUrl": "/services/data/v66.0/query/01g000000000001AAA-2000",
         *       "records": [
         *         {
         *           "attributes": {
         *             "type": "Lead",
         *             "url": "/services/data/v66.0/sobjects/Lead/00Q000000000001EAA"
         *           },
         *           "Id": "00Q000000000001EAA"
         *         }
         *       ]
         *     }
         * @example {
         *       "totalSize": 2001,
         *       "done": true,
         *       "records": []
         *     }
         */
        SalesforceQueryResult: {
            /**
             * @description Records of the whole result.
             * @example 1
             */
            totalSize: number;
            /**
             * @description Whether this is the last page.
             * @example true
             */
            done: boolean;
            /**
             * @description Absent on the last page.
             * @example /services/data/v66.0/query/01g000000000001AAA-2000
             */
            nextRecordsUrl?: string;
            records: components["schemas"]["SalesforceQueryRecord"][];
        };
        /**
         * @example {
         *       "Max": 15000,
         *       "Remaining": 14998
         *     }
         */
        SalesforceLimit: {
            /** @example 15000 */
            Max: number;
            /**
             * @description Below zero when more was used than allowed.
             * @example 14998
             */
            Remaining: number;
        };
        /**
         * @description Four of the limits; a real org lists more.
         * @example {
         *       "DailyApiRequests": {
         *         "Max": 15000,
         *         "Remaining": 14998
         *       },
         *       "DailyBulkApiBatches": {
         *         "Max": 15000,
         *         "Remaining": 15000
         *       },
         *       "ConcurrentAsyncGetReportInstances": {
         *         "Max": 200,
         *         "Remaining": 200
         *       },
         *       "DataStorageMB": {
         *         "Max": 1024,
         *         "Remaining": 1023
         *       }
         *     }
         */
        SalesforceLimits: {
            DailyApiRequests: components["schemas"]["SalesforceLimit"];
            DailyBulkApiBatches: components["schemas"]["SalesforceLimit"];
            ConcurrentAsyncGetReportInstances: components["schemas"]["SalesforceLimit"];
            DataStorageMB: components["schemas"]["SalesforceLimit"];
        };
        /**
         * @example {
         *       "object": "Lead",
         *       "operation": "upsert",
         *       "externalIdFieldName": "Marketo_Lead_Id__c",
         *       "lineEnding": "LF"
         *     }
         */
        SalesforceIngestRequest: {
            /**
             * @description Name of the object.
             * @example Lead
             */
            object: string;
            /**
             * @description `hardDelete`, which needs a permission of its own, is left out.
             * @example upsert
             * @enum {string}
             */
            operation: "insert" | "update" | "upsert" | "delete";
            /**
             * @description For an upsert.
             * @example Marketo_Lead_Id__c
             */
            externalIdFieldName?: string;
            /**
             * @description The assignment rule for leads; without it none runs (assumed).
             * @example 01Q000000000001EAA
             */
            assignmentRuleId?: string;
            /**
             * @example CSV
             * @constant
             */
            contentType?: "CSV";
            /**
             * @description COMMA unless said.
             * @example COMMA
             * @enum {string}
             */
            columnDelimiter?: "BACKQUOTE" | "CARET" | "COMMA" | "PIPE" | "SEMICOLON" | "TAB";
            /**
             * @description LF unless said.
             * @example LF
             * @enum {string}
             */
            lineEnding?: "LF" | "CRLF";
        };
        /**
         * @description A real one also tells how long its parts took.
         * @example {
         *       "id": "750000000000001AAA",
         *       "operation": "upsert",
         *       "object": "Lead",
         *       "externalIdFieldName": "Marketo_Lead_Id__c",
         *       "createdById": "005000000000001AAA",
         *       "createdDate": "2024-01-01T00:05:00.000+0000",
         *       "systemModstamp": "2024-01-01T00:05:00.000+0000",
         *       "state": "Open",
         *       "concurrencyMode": "Parallel",
         *       "contentType": "CSV",
         *       "apiVersion": 66,
         *       "contentUrl": "services/data/v66.0/jobs/ingest/750000000000001AAA/batches",
         *       "lineEnding": "LF",
         *       "columnDelimiter": "COMMA",
         *       "jobType": "V2Ingest",
         *       "numberRecordsProcessed": 0,
         *       "numberRecordsFailed": 0
         *     }
         */
        SalesforceIngestJob: {
            /** @example 750000000000001AAA */
            id: string;
            /**
             * @description `hardDelete`, which needs a permission of its own, is left out.
             * @example upsert
             * @enum {string}
             */
            operation: "insert" | "update" | "upsert" | "delete";
            /**
             * @description Name of the object.
             * @example Lead
             */
            object: string;
            /**
             * @description For an upsert.
             * @example Marketo_Lead_Id__c
             */
            externalIdFieldName?: string;
            /**
             * @description The assignment rule for leads; without it none runs (assumed).
             * @example 01Q000000000001EAA
             */
            assignmentRuleId?: string;
            /** @example 005000000000001AAA */
            createdById: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            createdDate: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            systemModstamp: string;
            /**
             * @example Open
             * @enum {string}
             */
            state: "Open" | "UploadComplete" | "InProgress" | "Aborted" | "JobComplete" | "Failed";
            /**
             * @example Parallel
             * @constant
             */
            concurrencyMode: "Parallel";
            /**
             * @example CSV
             * @constant
             */
            contentType: "CSV";
            /** @example 66 */
            apiVersion: number;
            /**
             * @description Where the data goes.
             * @example services/data/v66.0/jobs/ingest/750000000000001AAA/batches
             */
            contentUrl: string;
            /**
             * @description LF unless said.
             * @example LF
             * @enum {string}
             */
            lineEnding: "LF" | "CRLF";
            /**
             * @description COMMA unless said.
             * @example COMMA
             * @enum {string}
             */
            columnDelimiter: "BACKQUOTE" | "CARET" | "COMMA" | "PIPE" | "SEMICOLON" | "TAB";
            /**
             * @example V2Ingest
             * @constant
             */
            jobType: "V2Ingest";
            /** @example 0 */
            numberRecordsProcessed: number;
            /** @example 0 */
            numberRecordsFailed: number;
            /**
             * @description Why the job failed.
             * @example InvalidBatch : Field name not found : Shoe
             */
            errorMessage?: string;
        };
        /**
         * @example {
         *       "state": "UploadComplete"
         *     }
         */
        SalesforceIngestUpdate: {
            /**
             * @example UploadComplete
             * @enum {string}
             */
            state: "UploadComplete" | "Aborted";
        };
        /**
         * @description A header line with the names of fields, then a line for each record. `#N/A` empties a field, an empty cell leaves it.
         * @example LastName,Company,Marketo_Lead_Id__c
         *     Doe,ACME,50
         */
        SalesforceCsv: string;
        /**
         * @example {
         *       "SessionHeader": {
         *         "sessionId": "00D000000000001!AR8AQAxo9UfVkh8AlV0Gomt9Czx9LjHnSSpwBMmbRcgKFmxOtvxjTrKW"
         *       }
         *     }
         */
        SalesforceSoapHeader: {
            SessionHeader?: {
                /**
                 * Format: password
                 * @description An access token.
                 * @example 00D000000000001!AR8AQAxo9UfVkh8AlV0Gomt9Czx9LjHnSSpwBMmbRcgKFmxOtvxjTrKW
                 */
                sessionId: string;
            };
            CallOptions?: {
                /**
                 * @description Name of the calling application.
                 * @example pql-sandbox
                 */
                client?: string;
            } & {
                [key: string]: unknown;
            };
        };
        /**
         * @example {
         *       "leadId": "00Q000000000001EAA",
         *       "convertedStatus": "Qualified",
         *       "ownerId": "005000000000001AAA"
         *     }
         */
        SalesforceLeadConvert: {
            /** @example 00Q000000000001EAA */
            leadId: string;
            /**
             * @description A status that counts as converted: `Qualified`, which is assumed.
             * @example Qualified
             */
            convertedStatus: string;
            /**
             * @description The account that the contact goes to; a new one unless given.
             * @example 001000000000001AAA
             */
            accountId?: string;
            /**
             * @description The contact of that account that the lead goes into; a new one unless given.
             * @example 003000000000001AAA
             */
            contactId?: string;
            /**
             * @description The opportunity that the lead goes into; a new one unless given.
             * @example 006000000000001AAA
             */
            opportunityId?: string;
            /**
             * @description Left alone; no account is looked for.
             * @example false
             */
            bypassAccountDedupeCheck?: boolean;
            /**
             * @description Left alone; no contact is looked for.
             * @example false
             */
            bypassContactDedupeCheck?: boolean;
            /**
             * @description The company and a dash unless given.
             * @example ACME - Ultimate
             */
            opportunityName?: string;
            /**
             * @description Owner of what is created. A lead in a queue cannot do without.
             * @example 005000000000001AAA
             */
            ownerId?: string;
            /** @example false */
            doNotCreateOpportunity?: boolean;
            /**
             * @description Whether the lead's source replaces that of a contact that has one.
             * @example false
             */
            overwriteLeadSource?: boolean;
            /**
             * @description Whether the new owner gets an e-mail; the sandbox sends none.
             * @example false
             */
            sendNotificationEmail?: boolean;
        };
        /**
         * @description One of the calls.
         * @example {
         *       "login": {
         *         "username": "integration@gitlab.example",
         *         "password": "salesforce_password"
         *       }
         *     }
         */
        SalesforceSoapCall: {
            login?: {
                /** @example integration@gitlab.example */
                username: string;
                /**
                 * Format: password
                 * @description The password, followed by the security token.
                 * @example salesforce_password
                 */
                password: string;
            };
            logout?: Record<string, never>;
            convertLead?: {
                /** @description As many as Apex converts at once (assumed). */
                leadConverts: components["schemas"]["SalesforceLeadConvert"][];
            };
        };
        /**
         * @example {
         *       "Envelope": {
         *         "Body": {
         *           "login": {
         *             "username": "integration@gitlab.example",
         *             "password": "salesforce_password"
         *           }
         *         }
         *       }
         *     }
         * @example {
         *       "Envelope": {
         *         "Header": {
         *           "SessionHeader": {
         *             "sessionId": "00D000000000001!AR8AQAxo9UfVkh8AlV0Gomt9Czx9LjHnSSpwBMmbRcgKFmxOtvxjTrKW"
         *           }
         *         },
         *         "Body": {
         *           "convertLead": {
         *             "leadConverts": [
         *               {
         *                 "leadId": "00Q000000000001EAA",
         *                 "convertedStatus": "Qualified"
         *               }
         *             ]
         *           }
         *         }
         *       }
         *     }
         */
        SalesforceSoapRequest: {
            Envelope: {
                Header?: components["schemas"]["SalesforceSoapHeader"];
                Body: components["schemas"]["SalesforceSoapCall"];
            };
        };
        /**
         * @example {
         *       "organizationId": "00D000000000001EAA",
         *       "sessionSecondsValid": 7200,
         *       "userFullName": "Integration User",
         *       "userId": "005000000000001AAA",
         *       "userName": "integration@gitlab.example"
         *     }
         */
        SalesforceUserInfo: {
            /** @example 00D000000000001EAA */
            organizationId: string;
            /** @example 7200 */
            sessionSecondsValid: number;
            /** @example Integration User */
            userFullName: string;
            /** @example 005000000000001AAA */
            userId: string;
            /** @example integration@gitlab.example */
            userName: string;
        };
        /**
         * @description A real one says more, and its URLs end in the org's id.
         * @example {
         *       "metadataServerUrl": "https://gitlab.my.salesforce.com/services/Soap/m/64.0",
         *       "passwordExpired": false,
         *       "sandbox": true,
         *       "serverUrl": "https://gitlab.my.salesforce.com/services/Soap/u/64.0",
         *       "sessionId": "00D000000000001!AR8AQAxo9UfVkh8AlV0Gomt9Czx9LjHnSSpwBMmbRcgKFmxOtvxjTrKW",
         *       "userId": "005000000000001AAA",
         *       "userInfo": {
         *         "organizationId": "00D000000000001EAA",
         *         "sessionSecondsValid": 7200,
         *         "userFullName": "Integration User",
         *         "userId": "005000000000001AAA",
         *         "userName": "integration@gitlab.example"
         *       }
         *     }
         */
        SalesforceLoginResult: {
            /**
             * Format: uri
             * @example https://gitlab.my.salesforce.com/services/Soap/m/64.0
             */
            metadataServerUrl: string;
            /** @example false */
            passwordExpired: boolean;
            /** @example true */
            sandbox: boolean;
            /**
             * Format: uri
             * @description Where the following calls go.
             * @example https://gitlab.my.salesforce.com/services/Soap/u/64.0
             */
            serverUrl: string;
            /**
             * Format: password
             * @description An access token.
             * @example 00D000000000001!AR8AQAxo9UfVkh8AlV0Gomt9Czx9LjHnSSpwBMmbRcgKFmxOtvxjTrKW
             */
            sessionId: string;
            /** @example 005000000000001AAA */
            userId: string;
            userInfo: components["schemas"]["SalesforceUserInfo"];
        };
        /**
         * @example {
         *       "message": "cannot reference converted lead",
         *       "statusCode": "CANNOT_UPDATE_CONVERTED_LEAD"
         *     }
         */
        SalesforceSoapError: {
            fields?: string[];
            /** @example cannot reference converted lead */
            message: string;
            /** @example CANNOT_UPDATE_CONVERTED_LEAD */
            statusCode: string;
        };
        /**
         * @example {
         *       "accountId": "001000000000001AAA",
         *       "contactId": "003000000000001AAA",
         *       "leadId": "00Q000000000001EAA",
         *       "opportunityId": null,
         *       "success": true
         *     }
         */
        SalesforceLeadConvertResult: {
            /** @example 001000000000001AAA */
            accountId?: string | null;
            /** @example 003000000000001AAA */
            contactId?: string | null;
            errors?: components["schemas"]["SalesforceSoapError"][];
            /** @example 00Q000000000001EAA */
            leadId?: string | null;
            /** @example 006000000000001AAA */
            opportunityId?: string | null;
            /** @example true */
            success: boolean;
        };
        /**
         * @description The answer to the call that was made.
         * @example {
         *       "logoutResponse": {}
         *     }
         */
        SalesforceSoapAnswer: {
            loginResponse?: {
                result: components["schemas"]["SalesforceLoginResult"];
            };
            logoutResponse?: Record<string, never>;
            convertLeadResponse?: {
                result: components["schemas"]["SalesforceLeadConvertResult"][];
            };
        };
        /**
         * @example {
         *       "Envelope": {
         *         "Body": {
         *           "logoutResponse": {}
         *         }
         *       }
         *     }
         */
        SalesforceSoapResponse: {
            Envelope: {
                Body: components["schemas"]["SalesforceSoapAnswer"];
            };
        };
        /**
         * @example {
         *       "Envelope": {
         *         "Body": {
         *           "Fault": {
         *             "faultcode": "INVALID_LOGIN",
         *             "faultstring": "INVALID_LOGIN: Invalid username, password, security token; or user locked out."
         *           }
         *         }
         *       }
         *     }
         */
        SalesforceSoapFault: {
            Envelope: {
                Body: {
                    Fault: {
                        /** @example sf:INVALID_SESSION_ID */
                        faultcode: string;
                        /** @example INVALID_SESSION_ID: Invalid Session ID found in SessionHeader: Illegal Session */
                        faultstring: string;
                    };
                };
            };
        };
        /**
         * @description What clients need of it, and who the user is; a real reply says more.
         * @example {
         *       "id": "https://gitlab.my.salesforce.com/id/00D000000000001EAA/005000000000001AAA",
         *       "user_id": "005000000000001AAA",
         *       "organization_id": "00D000000000001EAA",
         *       "username": "integration@gitlab.example",
         *       "display_name": "Integration User"
         *     }
         */
        SalesforceIdentity: {
            /**
             * Format: uri
             * @description The URL itself.
             * @example https://gitlab.my.salesforce.com/id/00D000000000001EAA/005000000000001AAA
             */
            id: string;
            /** @example 005000000000001AAA */
            user_id: string;
            /** @example 00D000000000001EAA */
            organization_id: string;
            /** @example integration@gitlab.example */
            username?: string;
            /** @example Integration User */
            display_name?: string;
        };
        /**
         * @example Bad_OAuth_Token
         * @enum {string}
         */
        SalesforceIdentityRefusal: "Missing_OAuth_Token" | "Bad_OAuth_Token" | "Wrong_Org";
        /**
         * @example Bad_Id
         * @enum {string}
         */
        SalesforceIdentityUnknown: "Bad_Id";
        /**
         * Format: date-time
         * @example 2024-01-01T00:00:00.000Z
         */
        ControlStamp: string;
        /**
         * @example {
         *       "now": "2024-01-01T00:00:00.000Z",
         *       "frozen": false,
         *       "offset_ms": 0
         *     }
         */
        ControlClock: {
            now: components["schemas"]["ControlStamp"];
            /** @example false */
            frozen: boolean;
            /**
             * @description How far the clock is from the present; 0 unless it was moved.
             * @example 0
             */
            offset_ms: number;
        };
        /**
         * @example {
         *       "reason": "/data/journal.1.jsonl cannot be written: no space left on device (ENOSPC).",
         *       "since": "2024-01-01T00:00:00.000Z"
         *     }
         */
        ControlStorageFailure: {
            /** @example /data/journal.1.jsonl cannot be written: no space left on device (ENOSPC). */
            reason: string;
            since: components["schemas"]["ControlStamp"];
        };
        /**
         * @example {
         *       "count": 12,
         *       "since": "2024-01-01T00:00:00.000Z",
         *       "last": "2024-01-01T00:00:05.000Z"
         *     }
         */
        ControlLostTraces: {
            /**
             * @description Exchanges and runs that are missing from their traces.
             * @example 12
             */
            count: number;
            since: components["schemas"]["ControlStamp"];
            last: components["schemas"]["ControlStamp"];
        };
        /** @description Whether data can be written. It is tried every second while it cannot, so nothing has to be done but make room. */
        ControlStorage: {
            /** @description Why data cannot be written; null while it can. */
            failing: components["schemas"]["ControlStorageFailure"] | null;
            /** @description Traces that were dropped since the start because they could not be written; null when none was. */
            lost_traces: components["schemas"]["ControlLostTraces"] | null;
        };
        /**
         * @example {
         *       "status": "ok",
         *       "version": "0.1.0",
         *       "systems": {
         *         "gitlab": "http://127.0.0.1:4001"
         *       }
         *     }
         */
        ControlHealth: {
            /**
             * @description `failing` while data cannot be written: changes are refused with the system's own 500 (503 here), and everything can be read.
             * @example ok
             * @enum {string}
             */
            status: "ok" | "failing";
            /** @example 0.1.0 */
            version: string;
            /** @description Base URL of each system, at the root of a port of its own. */
            systems: {
                [key: string]: string;
            };
            clock?: components["schemas"]["ControlClock"];
            /**
             * @description Traces kept.
             * @example 12
             */
            traces?: number;
            storage?: components["schemas"]["ControlStorage"];
            /** @description What had to be dropped or repaired when the data was read, and what has been found damaged since. */
            damage?: string[];
        };
        /**
         * @example {
         *       "username": "jane"
         *     }
         */
        ControlSignIn: {
            /** @example jane */
            username: string;
        };
        /**
         * @example {
         *       "id": 42,
         *       "username": "jane",
         *       "name": "Jane Doe",
         *       "email": "jane@example.com",
         *       "namespaces": [
         *         {
         *           "id": 1000,
         *           "name": "ACME",
         *           "path": "acme",
         *           "kind": "group"
         *         }
         *       ]
         *     }
         */
        ControlUser: {
            /** @example 42 */
            id: number;
            /** @example jane */
            username: string;
            /** @example Jane Doe */
            name: string;
            /** @example jane@example.com */
            email: string;
            namespaces: {
                /** @example 1000 */
                id: number;
                /** @example ACME */
                name: string;
                /** @example acme */
                path: string;
                /**
                 * @example group
                 * @enum {string}
                 */
                kind: "group" | "user";
            }[];
        };
        /**
         * @description One way in which an exchange strayed from openapi.yaml.
         * @example {
         *       "side": "request",
         *       "at": "/body/nickname",
         *       "code": "surplus",
         *       "message": "\"nickname\" is not in the contract."
         *     }
         */
        ControlFinding: {
            /**
             * @example request
             * @enum {string}
             */
            side: "request" | "response";
            /**
             * @description JSON pointer.
             * @example /body/email
             */
            at: string;
            /**
             * @example format
             * @enum {string}
             */
            code: "missing" | "surplus" | "type" | "value" | "too_short" | "too_long" | "too_small" | "too_big" | "format" | "undocumented" | "malformed" | "characters" | "repeated" | "union";
            /** @example "nickname" is not in the contract. */
            message: string;
        };
        /**
         * @example {
         *       "error": "There is no trace 4bf92f3577b34da6a3ce929d0e0e4736. It may have passed the retention limit."
         *     }
         */
        ControlError: {
            /**
             * @description What is wrong, and what to do.
             * @example There is no trace 4bf92f3577b34da6a3ce929d0e0e4736. It may have passed the retention limit.
             */
            error: string;
            findings?: components["schemas"]["ControlFinding"][];
        };
        /**
         * @example {
         *       "username": "ada",
         *       "email": "ada@analytical.example",
         *       "first_name": "Ada",
         *       "last_name": "Lovelace",
         *       "group": {
         *         "name": "Analytical Engines",
         *         "path": "analytical-engines"
         *       }
         *     }
         */
        ControlRegistration: {
            /** @example ada */
            username: string;
            /** @example ada@analytical.example */
            email: string;
            /** @example Ada */
            first_name: string;
            /** @example Lovelace */
            last_name: string;
            /** @example Analytical Engines */
            company_name?: string;
            /** @example true */
            setup_for_company?: boolean;
            /** @example true */
            opt_in?: boolean;
            group?: {
                /** @example Analytical Engines */
                name: string;
                /** @example analytical-engines */
                path: string;
            };
        };
        /**
         * @description What the user did; other requests have no kind.
         * @example hand_raise
         * @enum {string}
         */
        ControlKind: "hand_raise" | "trial" | "addon_trial" | "iterable";
        /**
         * @example marketo
         * @enum {string}
         */
        ControlSystem: "gitlab" | "customersdot" | "platypus" | "workato" | "marketo" | "salesforce";
        /**
         * @description How things stand with what a trace carries; the first of these that holds.
         *     `dead`: a job of it died.
         *     `under_way`: a job of it runs or is due.
         *     `waiting`: its jobs wait, for another attempt or for their time.
         *     `overwritten`: its lead is in Salesforce, but another lead of the person had replaced a value of it in Marketo before it was sent.
         *     `arrived`: its lead is in Salesforce, with its own values.
         *     `refused`: whoever sent it was refused or shown the form again, or a system refused its lead for good.
         *     `stopped`: nothing waits any more, and its lead is not in Salesforce.
         *     `answered`: it carries no lead, and was answered.
         *     A trace carries a lead once CustomersDot has recorded one, or Marketo a person who did something.
         * @example arrived
         * @enum {string}
         */
        ControlTraceState: "dead" | "under_way" | "waiting" | "overwritten" | "arrived" | "refused" | "stopped" | "answered";
        /**
         * @description W3C trace id.
         * @example 4bf92f3577b34da6a3ce929d0e0e4736
         */
        ControlTraceId: string;
        /**
         * @description The last thing that went wrong in a trace. It stays when a later attempt succeeds.
         * @example {
         *       "at": "2024-01-01T00:00:00.050Z",
         *       "system": "customersdot",
         *       "message": "HTTP status code: 404: Recipe is not running"
         *     }
         */
        ControlTraceError: {
            at: components["schemas"]["ControlStamp"];
            /**
             * @description Where it went wrong.
             * @example customersdot
             */
            system: string;
            /**
             * @description 200 characters at most.
             * @example HTTP status code: 404: Recipe is not running
             */
            message: string;
        };
        /**
         * @description Null while there is none.
         * @example approved
         * @enum {string|null}
         */
        ControlVerdict: "approved" | "rejected" | "question" | null;
        /**
         * @example {
         *       "id": "4bf92f3577b34da6a3ce929d0e0e4736",
         *       "started_at": "2024-01-01T00:00:00.000Z",
         *       "ended_at": "2024-01-01T00:00:00.050Z",
         *       "state": "under_way",
         *       "retries": 0,
         *       "kind": "hand_raise",
         *       "email": "jane@example.com",
         *       "lead_ids": [
         *         1
         *       ],
         *       "systems": [
         *         "gitlab",
         *         "customersdot"
         *       ],
         *       "spans": 7,
         *       "findings": 0,
         *       "errors": 0
         *     }
         */
        ControlTraceSummary: {
            id: components["schemas"]["ControlTraceId"];
            state: components["schemas"]["ControlTraceState"];
            started_at: components["schemas"]["ControlStamp"];
            ended_at: components["schemas"]["ControlStamp"];
            kind?: components["schemas"]["ControlKind"];
            /** @example jane@example.com */
            email?: string;
            /** @example Jane Doe */
            name?: string;
            /** @example ACME */
            company?: string;
            /** @example 1000 */
            namespace_id?: number;
            lead_ids: number[];
            /** @example 50 */
            marketo_id?: number;
            /** @example 00Q000000000001EAA */
            salesforce_id?: string;
            /** @description Systems that answered or ran a job, in the pipeline's order. The last is how far the trace came. */
            systems: components["schemas"]["ControlSystem"][];
            /**
             * @description Exchanges and runs.
             * @example 7
             */
            spans: number;
            /** @example 0 */
            findings: number;
            /**
             * @description Exchanges and runs that went wrong: answered with 4xx or 5xx or not at all, failed, or with a failed step.
             * @example 0
             */
            errors: number;
            /**
             * @description Attempts at jobs after the first.
             * @example 0
             */
            retries: number;
            error?: components["schemas"]["ControlTraceError"];
            /** @description What the reviewer said, when somebody did. */
            review?: {
                verdict: components["schemas"]["ControlVerdict"];
                /**
                 * @description Whether there is a note.
                 * @example true
                 */
                note: boolean;
            };
        };
        ControlTracePage: {
            traces: components["schemas"]["ControlTraceSummary"][];
            /** @example null */
            next: string | null;
            /**
             * @description Traces on all pages, exactly.
             * @example 1
             */
            total: number;
        };
        /**
         * @description W3C span id.
         * @example 00f067aa0ba902b7
         */
        ControlSpanId: string;
        /** @description One side of an exchange, credentials redacted. */
        ControlMessage: {
            headers: {
                [key: string]: string;
            };
            /** @description The JSON that was sent; text when it was no JSON. */
            body?: unknown;
        };
        /**
         * @example {
         *       "table": "customersdot.leads",
         *       "key": 1,
         *       "change": "inserted"
         *     }
         */
        ControlWrittenRow: {
            /** @example customersdot.leads */
            table: string;
            /** @description Primary key. */
            key: number | string;
            /**
             * @example inserted
             * @enum {string}
             */
            change: "inserted" | "updated" | "removed";
        };
        /** @description A named piece of work inside a system, with the rows it wrote. */
        ControlStep: {
            id: components["schemas"]["ControlSpanId"];
            /** @example CreateTrialService → create_account */
            name: string;
            /**
             * @description 0 stands directly in the exchange.
             * @example 0
             */
            depth: number;
            started_at: components["schemas"]["ControlStamp"];
            /** @example 0.4 */
            duration_ms: number;
            rows?: components["schemas"]["ControlWrittenRow"][];
            /** @description What a recipe step was given. */
            input?: unknown;
            /** @description What it gave. */
            output?: unknown;
            /** @example Country "Atlantis" has no Salesforce picklist name */
            error?: string;
            /**
             * @description Why the attempt that this step belongs to was not committed, and the work was done again: another change set came between, or
             *     a bug ended it. Its rows were not written; what it asked of other systems did happen.
             * @example marketo.leads 1 has changed
             */
            discarded?: string;
        };
        /** @description A value in a row of this lead that another trace wrote. */
        ControlOtherValue: {
            trace_id: components["schemas"]["ControlTraceId"];
            /**
             * @description The value of this lead that it replaced; absent where this lead had none.
             * @example ACME
             */
            instead?: unknown;
        };
        /**
         * @description A row of a lead as an exchange or a run left it, credentials redacted, without stamps and other columns that say nothing about the lead. What
         *     another trace wrote into the row later, or while this one's work was under way, is not in it.
         * @example {
         *       "table": "marketo.leads",
         *       "key": 50,
         *       "row": {
         *         "email": "jane@example.com",
         *         "state": "California"
         *       },
         *       "before": {
         *         "state": "CA"
         *       }
         *     }
         */
        ControlKeptRow: {
            /** @example marketo.leads */
            table: string;
            /** @description Primary key. */
            key: number | string;
            /**
             * @description The row as it was left.
             * @example {
             *       "email": "jane@example.com",
             *       "state": "California"
             *     }
             */
            row: {
                [key: string]: unknown;
            };
            /** @description The fields that were changed here, as they had been read; null for a field that was not there, and for a new row. Without it, nothing was changed. */
            before?: {
                [key: string]: unknown;
            } | null;
            /** @description Fields whose values another trace wrote after this one's work before had left the row, by name. */
            others?: {
                [key: string]: components["schemas"]["ControlOtherValue"];
            };
        };
        /**
         * @description A line of a system's JSON log, with GitLab's field names.
         * @example {
         *       "log": "application",
         *       "severity": "INFO",
         *       "time": "2024-01-01T00:00:00.000Z",
         *       "correlation_id": "4bf92f3577b34da6a3ce929d0e0e4736",
         *       "message": "Lead saved",
         *       "lead_id": 1
         *     }
         */
        ControlLogLine: {
            /**
             * @description The file the real system would write it to.
             * @example sidekiq
             * @enum {string}
             */
            log: "application" | "sidekiq";
            system?: components["schemas"]["ControlSystem"];
            /**
             * @example INFO
             * @enum {string}
             */
            severity: "DEBUG" | "INFO" | "WARN" | "ERROR" | "FATAL";
            time: components["schemas"]["ControlStamp"];
            /**
             * @description The trace id.
             * @example 4bf92f3577b34da6a3ce929d0e0e4736
             */
            correlation_id: string;
            /** @example Workato::CreateLeadWorker JID-5f1d2c0e9b8a7d6c5b4a3f2e: done: 0.012 sec */
            message: string;
            /** @example Workato::CreateLeadWorker */
            class?: string;
            /** @example 5f1d2c0e9b8a7d6c5b4a3f2e */
            jid?: string;
            /** @example default */
            queue?: string;
            /**
             * @example done
             * @enum {string}
             */
            job_status?: "start" | "done" | "fail";
            /** @example 0 */
            retry_count?: number;
            /**
             * @description Seconds.
             * @example 0.012
             */
            duration_s?: number;
            /** @example Workato::Error */
            error_class?: string;
            /** @example HTTP status code: 404 */
            error_message?: string;
            /** @example POST */
            method?: string;
            /** @example /trials/create_hand_raise_lead */
            path?: string;
            /** @example 201 */
            status?: number;
            /** @example 42 */
            user_id?: number;
            /** @example 1 */
            lead_id?: number;
            /** @example 1000 */
            namespace_id?: number;
        };
        /**
         * @description What the spans of a trace tell about its lead.
         * @example {
         *       "kind": "hand_raise",
         *       "email": "jane@example.com",
         *       "name": "Jane Doe",
         *       "company": "ACME",
         *       "namespace_id": 1000,
         *       "lead_id": 1
         *     }
         */
        ControlTags: {
            kind?: components["schemas"]["ControlKind"];
            /** @example jane@example.com */
            email?: string;
            /** @example Jane Doe */
            name?: string;
            /** @example ACME */
            company?: string;
            /** @example 1000 */
            namespace_id?: number;
            /**
             * @description CustomersDot's id of the lead.
             * @example 1
             */
            lead_id?: number;
            /** @example 50 */
            marketo_id?: number;
            /** @example 00Q000000000001EAA */
            salesforce_id?: string;
        };
        /** @description One request and its response on one hop. */
        ControlExchange: {
            /** @constant */
            type: "exchange";
            id: components["schemas"]["ControlSpanId"];
            trace_id: components["schemas"]["ControlTraceId"];
            /** @example null */
            parent_id: string | null;
            /**
             * @description A system, `browser`, or `client`.
             * @example gitlab
             */
            consumer: string;
            /** @example customersdot */
            provider: string;
            /**
             * @description operationId, or null when the URL is no operation of the contract.
             * @example customersdot.createHandRaise
             */
            operation: string | null;
            /** @example POST */
            method: string;
            /**
             * @description Path and query, credentials redacted.
             * @example /leads/gitlab_com/hand_raises
             */
            url: string;
            /**
             * @description Which attempt at the job that sent it; 1 when no job did.
             * @example 1
             */
            attempt: number;
            /**
             * @example simulated
             * @enum {string}
             */
            transport: "simulated" | "network";
            started_at: components["schemas"]["ControlStamp"];
            /** @example 3.2 */
            duration_ms: number;
            /**
             * @description HTTP status; 0 when no answer came.
             * @example 201
             */
            status: number;
            request: components["schemas"]["ControlMessage"];
            response: components["schemas"]["ControlMessage"];
            /**
             * @description Why no answer came.
             * @example connect ECONNREFUSED 127.0.0.1:5000
             */
            error?: string;
            findings: components["schemas"]["ControlFinding"][];
            steps: components["schemas"]["ControlStep"][];
            /** @description The rows of the lead that were written here, and those in which another trace had written. */
            rows?: components["schemas"]["ControlKeptRow"][];
            logs: components["schemas"]["ControlLogLine"][];
            tags?: components["schemas"]["ControlTags"];
        };
        /** @description One attempt at a job. */
        ControlRun: {
            /** @constant */
            type: "run";
            id: components["schemas"]["ControlSpanId"];
            trace_id: components["schemas"]["ControlTraceId"];
            /** @example 00f067aa0ba902b7 */
            parent_id: string | null;
            system: components["schemas"]["ControlSystem"];
            /** @example default */
            queue: string;
            /** @example Workato::CreateLeadWorker */
            class: string;
            /** @example 5f1d2c0e9b8a7d6c5b4a3f2e */
            job_id: string;
            /** @example 1 */
            attempt: number;
            started_at: components["schemas"]["ControlStamp"];
            /** @example 12.1 */
            duration_ms: number;
            /**
             * @example done
             * @enum {string}
             */
            outcome: "done" | "retry" | "dead";
            /** @example HTTP status code: 404 */
            error?: string;
            retry_at?: components["schemas"]["ControlStamp"];
            steps: components["schemas"]["ControlStep"][];
            /** @description The rows of the lead that were written here, and those in which another trace had written. */
            rows?: components["schemas"]["ControlKeptRow"][];
            logs: components["schemas"]["ControlLogLine"][];
            tags?: components["schemas"]["ControlTags"];
        };
        ControlSpan: components["schemas"]["ControlExchange"] | components["schemas"]["ControlRun"];
        /**
         * @description What a reviewer thinks of a lead.
         * @example {
         *       "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
         *       "verdict": "question",
         *       "note": "Two fields are missing in Salesforce.",
         *       "updated_at": "2024-01-01T00:00:00.000Z"
         *     }
         */
        ControlReview: {
            trace_id: components["schemas"]["ControlTraceId"];
            verdict: components["schemas"]["ControlVerdict"];
            /** @example Two fields are missing in Salesforce. */
            note: string;
            updated_at: components["schemas"]["ControlStamp"];
        };
        ControlTrace: {
            summary: components["schemas"]["ControlTraceSummary"];
            spans: components["schemas"]["ControlSpan"][];
            /**
             * @description Spans that are left out because they are damaged on disk; health says where.
             * @example 1
             */
            unreadable_spans?: number;
            review?: components["schemas"]["ControlReview"];
        };
        /**
         * @example {
         *       "verdict": "question",
         *       "note": "Two fields are missing in Salesforce."
         *     }
         */
        ControlReviewInput: {
            verdict: components["schemas"]["ControlVerdict"];
            /** @example Two fields are missing in Salesforce. */
            note: string;
        };
        ControlHarPair: {
            /** @example accept */
            name: string;
            /** @example application/json */
            value: string;
        };
        ControlHarRequest: {
            /** @example POST */
            method: string;
            /** @example http://127.0.0.1:4002/leads/gitlab_com/hand_raises */
            url: string;
            /** @example HTTP/1.1 */
            httpVersion: string;
            cookies: components["schemas"]["ControlHarPair"][];
            headers: components["schemas"]["ControlHarPair"][];
            queryString: components["schemas"]["ControlHarPair"][];
            postData?: {
                /** @example application/json */
                mimeType: string;
                /** @example {"first_name":"Jane"} */
                text: string;
            };
            /**
             * @description -1: not known.
             * @example -1
             */
            headersSize: number;
            /**
             * @description Bytes.
             * @example 21
             */
            bodySize: number;
        };
        ControlHarResponse: {
            /**
             * @description 0 when no answer came.
             * @example 201
             */
            status: number;
            /** @example Created */
            statusText: string;
            /** @example HTTP/1.1 */
            httpVersion: string;
            cookies: components["schemas"]["ControlHarPair"][];
            headers: components["schemas"]["ControlHarPair"][];
            content: {
                /**
                 * @description Bytes.
                 * @example 47
                 */
                size: number;
                /** @example application/json; charset=utf-8 */
                mimeType: string;
                /** @example {"success":true} */
                text: string;
            };
            /** @example  */
            redirectURL: string;
            /**
             * @description -1: not known.
             * @example -1
             */
            headersSize: number;
            /**
             * @description Bytes.
             * @example 47
             */
            bodySize: number;
        };
        ControlHarEntry: {
            startedDateTime: components["schemas"]["ControlStamp"];
            /**
             * @description Milliseconds.
             * @example 3.2
             */
            time: number;
            request: components["schemas"]["ControlHarRequest"];
            response: components["schemas"]["ControlHarResponse"];
            cache: Record<string, never>;
            /** @description Milliseconds; all of it is `wait`, since nothing else is measured. */
            timings: {
                /** @example 0 */
                send: number;
                /** @example 3.2 */
                wait: number;
                /** @example 0 */
                receive: number;
            };
            _span: components["schemas"]["ControlSpanId"];
            /** @example gitlab */
            _consumer: string;
            /** @example customersdot */
            _provider: string;
            /** @example customersdot.createHandRaise */
            _operation: string | null;
            /** @example 1 */
            _attempt: number;
            _findings: components["schemas"]["ControlFinding"][];
            /**
             * @description Why no answer came.
             * @example connect ECONNREFUSED 127.0.0.1:5000
             */
            _error?: string;
        };
        /** @description An HTTP archive, version 1.2. */
        ControlHar: {
            log: {
                /** @constant */
                version: "1.2";
                creator: {
                    /** @example pql-sandbox */
                    name: string;
                    /** @example 0.1.0 */
                    version: string;
                };
                entries: components["schemas"]["ControlHarEntry"][];
            };
        };
        /**
         * @example {
         *       "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
         *       "status": 200
         *     }
         */
        ControlReplay: {
            trace_id: components["schemas"]["ControlTraceId"];
            /**
             * @description HTTP status of the answer.
             * @example 200
             */
            status: number;
        };
        /**
         * @description Where a lead stands on its way.
         * @example customersdot_lead
         * @enum {string}
         */
        ControlPlace: "form" | "customersdot_request" | "customersdot_lead" | "platypus_request" | "workato_request" | "marketo_request" | "marketo_person" | "salesforce_request" | "salesforce_lead";
        /**
         * @example {
         *       "table": "customersdot.leads",
         *       "key": 1
         *     }
         */
        ControlRowName: {
            /** @example customersdot.leads */
            table: string;
            /** @description Primary key. */
            key: number | string;
        };
        ControlLineagePlace: {
            place: components["schemas"]["ControlPlace"];
            system: components["schemas"]["ControlSystem"];
            /**
             * @description Whether the lead came here.
             * @example true
             */
            reached: boolean;
            /**
             * @description False when the lead came here, and the row that it left was not kept.
             * @example true
             */
            kept: boolean;
            /**
             * @description Span id of the exchange whose request this is.
             * @example 00f067aa0ba902b7
             */
            exchange: string | null;
            /** @description The row that this is; null for a request. */
            row: components["schemas"]["ControlRowName"] | null;
        };
        /**
         * @description How a field came to a place from the one before.
         *     `given`: it was sent in the form. `same`: as it was. `renamed`: the value as it was, under another name. `transformed`: with another value,
         *     by a rule of the system. `added`: the system adds it, or another lead brought it. `defaulted`: it has the value that the system gives when
         *     none came. `overwritten`: another lead of the person replaced the value before this lead was sent to Salesforce; `by` says which.
         *     `dropped`: it did not come. `truncated`: only the beginning came. `changed`: it has another value, and no rule says why.
         *     `absent`: it was not there before either. `not_reached`: the lead did not come here. `not_kept`: the lead came here, and the row that it left
         *     was not kept: the system is a real one, or the trace was recorded by an older version.
         * @example renamed
         * @enum {string}
         */
        ControlCame: "given" | "same" | "renamed" | "transformed" | "added" | "defaulted" | "overwritten" | "dropped" | "truncated" | "changed" | "absent" | "not_reached" | "not_kept";
        /** @description The trace that wrote a value in a row of this lead. */
        ControlWriter: {
            trace_id: components["schemas"]["ControlTraceId"];
            /**
             * @description Its lead, by CustomersDot's id; absent when it has none or is not kept any more.
             * @example 2
             */
            lead_id?: number;
        };
        /**
         * @description A field at a place.
         * @example {
         *       "came": "renamed",
         *       "name": "company",
         *       "value": "ACME",
         *       "rule": "Workato's recipe: company_name → company"
         *     }
         */
        ControlCell: {
            came: components["schemas"]["ControlCame"];
            /**
             * @description What it is called here; null where it is not.
             * @example company
             */
            name: string | null;
            /** @description What it holds here. */
            value?: unknown;
            by?: components["schemas"]["ControlWriter"];
            /**
             * @description What did it.
             * @example Workato's recipe: company_name → company
             */
            rule?: string;
        };
        /** @description A field, whatever it is called on its way. */
        ControlLineageRow: {
            /**
             * @description Its name where it first turns up.
             * @example company_name
             */
            field: string;
            /** @description One for each place. */
            cells: components["schemas"]["ControlCell"][];
        };
        /**
         * @description Where a value was lost or changed against the rule.
         * @example {
         *       "place": "marketo_request",
         *       "field": "company_name",
         *       "name": "company",
         *       "came": "dropped",
         *       "says": "Workato's recipe: company_name → company, but it did not come."
         *     }
         */
        ControlBreak: {
            place: components["schemas"]["ControlPlace"];
            /**
             * @description The row.
             * @example company_name
             */
            field: string;
            /**
             * @description What it is called or should have been called there.
             * @example company
             */
            name: string | null;
            came: components["schemas"]["ControlCame"];
            /** @example Workato's recipe: company_name → company, but it did not come. */
            says: string;
        };
        /** @description What became of each field of a lead. */
        ControlLineage: {
            trace_id: components["schemas"]["ControlTraceId"];
            /** @description The places of its route, in order; `platypus_request` is there when the lead went by way of Platypus. */
            places: components["schemas"]["ControlLineagePlace"][];
            /** @description One for each field. */
            rows: components["schemas"]["ControlLineageRow"][];
            /** @description The first place where a value was lost or changed against the rule; null when there is none. */
            broken: components["schemas"]["ControlBreak"] | null;
        };
        /**
         * @example {
         *       "count": 3,
         *       "since": "2024-01-01T00:00:00.000Z",
         *       "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        ControlFailing: {
            /**
             * @description Failures, one after the other.
             * @example 3
             */
            count: number;
            since: components["schemas"]["ControlStamp"];
            trace_id: components["schemas"]["ControlTraceId"];
        };
        /** @description Exchanges over a hop or at a system. */
        ControlTraffic: {
            /** @example 12 */
            exchanges: number;
            /**
             * @description Of these answered with 4xx or 5xx or not at all.
             * @example 0
             */
            failures: number;
            /** @description The last 15 minutes, the oldest first; the last is under way. */
            per_minute: {
                /** @example 3 */
                exchanges: number;
                /** @example 0 */
                failures: number;
            }[];
            /**
             * @description Milliseconds that half of the last 256 exchanges stayed within.
             * @example 1.4
             */
            p50_ms: number | null;
            /**
             * @description Milliseconds that 95 % of the last 256 exchanges stayed within.
             * @example 4.2
             */
            p95_ms: number | null;
            /** @description The failures up to the last exchange; null while that was answered well. */
            failing: components["schemas"]["ControlFailing"] | null;
        };
        ControlJobCount: {
            /**
             * @description Jobs that run or are due.
             * @example 0
             */
            due: number;
            /**
             * @description Jobs that wait for another attempt or for their time.
             * @example 1
             */
            waiting: number;
            /** @example 0 */
            dead: number;
            /**
             * @description When the next is due.
             * @example 2024-01-01T00:00:15.000Z
             */
            next_at: string | null;
        };
        /**
         * @description Something that somebody should look at.
         * @example {
         *       "kind": "dead_jobs",
         *       "says": "1 job of customersdot died and will not run again by itself.",
         *       "count": 1,
         *       "open": {
         *         "page": "jobs",
         *         "query": {
         *           "state": "dead",
         *           "system": "customersdot"
         *         }
         *       }
         *     }
         */
        ControlConcern: {
            /**
             * @example dead_jobs
             * @enum {string}
             */
            kind: "storage" | "lost_traces" | "damage" | "dead_jobs" | "stopped_recipe" | "failing_hop" | "findings";
            /** @example 1 job of customersdot died and will not run again by itself. */
            says: string;
            /**
             * @description How many there are.
             * @example 1
             */
            count: number;
            /** @description Where to look. */
            open: {
                /**
                 * @example jobs
                 * @enum {string}
                 */
                page: "health" | "jobs" | "tables" | "trace" | "traces";
                /** @description Filters of that list; `id` of the trace. */
                query: {
                    [key: string]: string;
                };
            };
        };
        ControlOverview: {
            at: components["schemas"]["ControlStamp"];
            since: components["schemas"]["ControlStamp"];
            /**
             * @description Traces kept.
             * @example 12
             */
            traces: number;
            /** @description Every pair of a consumer and a provider between which there was an exchange; `browser` and `client` are consumers too. */
            hops: {
                /** @example gitlab */
                consumer: string;
                /** @example customersdot */
                provider: string;
                traffic: components["schemas"]["ControlTraffic"];
            }[];
            /** @description Every system in the pipeline's order: what it answered, and its jobs. */
            systems: {
                system: components["schemas"]["ControlSystem"];
                traffic: components["schemas"]["ControlTraffic"];
                jobs: components["schemas"]["ControlJobCount"];
            }[];
            /** @description How often there was which kind of exchange. */
            exchanges: {
                /** @example gitlab */
                consumer: string;
                /** @example customersdot */
                provider: string;
                /** @example customersdot.createHandRaise */
                operation: string | null;
                /** @example 201 */
                status: number;
                /** @example 3 */
                count: number;
                trace_id: components["schemas"]["ControlTraceId"];
            }[];
            /** @description What somebody should look at, the worst first. */
            attention: components["schemas"]["ControlConcern"][];
        };
        ControlColumn: {
            /** @example email */
            name: string;
            /** @example When Workato took the lead. */
            description?: string;
        };
        ControlTableList: {
            tables: {
                /** @example customersdot */
                system: string;
                /** @example leads */
                table: string;
                /** @example 3 */
                rows: number;
                /** @description As the table describes its rows. */
                columns: components["schemas"]["ControlColumn"][];
            }[];
        };
        ControlRowPage: {
            rows: {
                [key: string]: unknown;
            }[];
            /** @example null */
            next: string | null;
        };
        /**
         * @example retry
         * @enum {string}
         */
        ControlJobState: "scheduled" | "retry" | "dead";
        /**
         * @description A unit of asynchronous work; it runs at least once.
         * @example {
         *       "id": "5f1d2c0e9b8a7d6c5b4a3f2e",
         *       "system": "customersdot",
         *       "queue": "default",
         *       "class": "Workato::CreateLeadWorker",
         *       "args": {
         *         "lead_id": 1
         *       },
         *       "state": "scheduled",
         *       "run_at": "2024-01-01T00:00:00.000Z",
         *       "attempt": 0,
         *       "created_at": "2024-01-01T00:00:00.000Z",
         *       "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
         *       "parent_id": "00f067aa0ba902b7"
         *     }
         */
        ControlJob: {
            /**
             * @description Sidekiq's jid.
             * @example 5f1d2c0e9b8a7d6c5b4a3f2e
             */
            id: string;
            system: components["schemas"]["ControlSystem"];
            /** @example default */
            queue: string;
            /** @example Workato::CreateLeadWorker */
            class: string;
            /**
             * @description What the job was given.
             * @example {
             *       "lead_id": 1
             *     }
             */
            args: {
                [key: string]: unknown;
            };
            state: components["schemas"]["ControlJobState"];
            run_at: components["schemas"]["ControlStamp"];
            /**
             * @description Attempts so far.
             * @example 0
             */
            attempt: number;
            /**
             * @description Why the last attempt failed.
             * @example HTTP status code: 404
             */
            error?: string;
            created_at: components["schemas"]["ControlStamp"];
            trace_id: components["schemas"]["ControlTraceId"];
            parent_id: components["schemas"]["ControlSpanId"];
            /** @description The lead's rows that other leads write too, as the work that enqueued the job left them. */
            rows?: components["schemas"]["ControlKeptRow"][];
        };
        ControlJobPage: {
            jobs: components["schemas"]["ControlJob"][];
            /** @example null */
            next: string | null;
        };
        ControlRunResult: {
            /**
             * @example done
             * @enum {string}
             */
            outcome: "done" | "retry" | "dead";
            /** @example HTTP status code: 404 */
            error?: string;
        };
        ControlLogPage: {
            lines: components["schemas"]["ControlLogLine"][];
            /** @example null */
            next: string | null;
        };
        /**
         * @description As Pact's verifier sends it. What else it sends is left alone.
         * @example {
         *       "state": "no person has the e-mail",
         *       "params": {
         *         "email": "jane@example.com"
         *       },
         *       "action": "setup"
         *     }
         * @example {
         *       "state": "the recipe is stopped",
         *       "action": "teardown"
         *     }
         */
        ControlStateChange: {
            /**
             * @description Name of the provider state; empty for an interaction that wants none.
             * @example the recipe is stopped
             */
            state: string;
            /**
             * @example {
             *       "email": "jane@example.com"
             *     }
             */
            params?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description `setup` unless given.
             * @example setup
             * @enum {string}
             */
            action?: "setup" | "teardown";
        } & {
            [key: string]: unknown;
        };
        /**
         * @description Values that the state came with, such as a token that was issued for it.
         * @example {
         *       "workato_token": "12cb1a7d52322fa0f669cd1f320e24ea2bf52b42b7345b924f7c2fa700b2e563"
         *     }
         * @example {}
         */
        ControlStateValues: {
            [key: string]: string;
        };
        /**
         * @example {
         *       "holder": "ci-1, process 4711, since 2024-01-01T00:00:00.000Z",
         *       "seconds": 9
         *     }
         */
        ControlHold: {
            /** @example ci-1, process 4711, since 2024-01-01T00:00:00.000Z */
            holder: string;
            /**
             * @description Until the hold ends if it is not renewed; 0 ends it.
             * @example 9
             */
            seconds: number;
        };
        /** @description One request and the reply that the consumer counts on. */
        ControlInteraction: {
            /**
             * @description Unique within the hop.
             * @example a request to create a lead
             */
            description: string;
            states: string[];
            /**
             * @description operationId that the request belongs to.
             * @example workato.createLead
             */
            operation: string | null;
            /** @example POST */
            method: string;
            /** @example /gitlab-dev/services/marketo/lead */
            path: string;
            /** @example 200 */
            status: number;
        };
        /** @description One way in which the reply was not the promised one. */
        ControlMismatch: {
            /**
             * @description `status`, `header <name>`, `body <JSON path>`, or `interaction` when there was no reply to compare.
             * @example body $.marketo_id
             */
            at: string;
            /** @example Expected 'x' (String) to be an integer */
            message: string;
        };
        ControlVerified: {
            /**
             * @description Its description.
             * @example a request to create a lead
             */
            interaction: string;
            /**
             * @example passed
             * @enum {string}
             */
            outcome: "passed" | "failed";
            mismatches: components["schemas"]["ControlMismatch"][];
        };
        /** @description Whether a provider kept what a contract says. */
        ControlVerification: {
            at: components["schemas"]["ControlStamp"];
            /**
             * @description Where the provider answered; null for the sandbox itself.
             * @example https://apim.workato.com
             */
            base_url: string | null;
            /** @example 4f3b2c1 */
            provider_version?: string;
            results: components["schemas"]["ControlVerified"][];
        };
        ControlCoveredStatus: {
            /** @example 200 */
            status: number;
            /** @description Whether an interaction has it. */
            exercised: boolean;
            /** @description Whether the client was seen to treat it in a way of its own. */
            used: boolean;
            /**
             * @description Why it may be left out (`x-not-consumed`).
             * @example GitLab sends no body that large.
             */
            not_consumed?: string;
        };
        ControlCoveredField: {
            /**
             * @description JSON pointer; of a reply, behind its status.
             * @example 200/marketo_id
             */
            at: string;
            /** @description Whether an interaction compares it. */
            matched: boolean;
        };
        ControlCoveredOperation: {
            /** @example workato.createLead */
            operation: string;
            /** @description Whether the consumer's client was seen to ask it. */
            asked: boolean;
            statuses: components["schemas"]["ControlCoveredStatus"][];
            /** @description Fields of the request body. */
            request: components["schemas"]["ControlCoveredField"][];
            /** @description Fields of the replies. */
            response: components["schemas"]["ControlCoveredField"][];
        };
        /** @description How much of what the consumer uses its contract speaks of. */
        ControlCoverage: {
            at: components["schemas"]["ControlStamp"];
            operations: components["schemas"]["ControlCoveredOperation"][];
        };
        /** @description One way in which an exchange was broken. */
        ControlMutant: {
            /** @example a request to create a lead */
            interaction: string;
            /**
             * @example response
             * @enum {string}
             */
            side: "request" | "response";
            /**
             * @description JSON pointer into that side, `/status` or `/headers/…`; of a swap, the first of the two fields.
             * @example /body/marketo_id
             */
            at: string;
            /**
             * @example drop
             * @enum {string}
             */
            kind: "drop" | "nullify" | "type" | "enum" | "value" | "status" | "content_type" | "empty" | "swap" | "surplus";
            /**
             * @description Why the consumer does not mind (`x-not-relied-on`).
             * @example The client takes any 2xx and does not read the body.
             */
            not_relied_on?: string;
        };
        /** @description Whether a contract notices when something is broken. */
        ControlMutation: {
            at: components["schemas"]["ControlStamp"];
            /**
             * @description Mutants that a contract noticed.
             * @example 412
             */
            killed: number;
            /**
             * @description All mutants.
             * @example 420
             */
            total: number;
            survivors: components["schemas"]["ControlMutant"][];
        };
        /** @description One arrow of the pipeline with its contract. */
        ControlHop: {
            /** @example customersdot */
            consumer: string;
            /** @example workato */
            provider: string;
            interactions: components["schemas"]["ControlInteraction"][];
            verification?: components["schemas"]["ControlVerification"];
            coverage?: components["schemas"]["ControlCoverage"];
            mutation?: components["schemas"]["ControlMutation"];
        };
        /**
         * @example {
         *       "hops": [
         *         {
         *           "consumer": "customersdot",
         *           "provider": "workato",
         *           "interactions": []
         *         }
         *       ]
         *     }
         */
        ControlContracts: {
            hops: components["schemas"]["ControlHop"][];
        };
        /**
         * @description A user with what onboarding has learned about them; it travels with every lead.
         * @example {
         *       "id": 42,
         *       "username": "jane",
         *       "name": "Jane Doe",
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "email": "jane@example.com",
         *       "company_name": "ACME",
         *       "setup_for_company": true,
         *       "opt_in": true,
         *       "role": "software_developer",
         *       "jtbd": "move_repository",
         *       "preferred_language": "English",
         *       "admin": false,
         *       "created_at": "2024-01-01T00:00:00.000Z"
         *     }
         */
        GitlabUserRow: {
            /**
             * @description The `uid` of a lead.
             * @example 42
             */
            id: number;
            /** @example jane */
            username: string;
            /** @example Jane Doe */
            name: string;
            /** @example Jane */
            first_name: string;
            /** @example Doe */
            last_name: string;
            /**
             * @description The `work_email` of a lead.
             * @example jane@example.com
             */
            email: string;
            /** @example ACME */
            company_name: string | null;
            /**
             * @description Signed up for a company; null when not asked.
             * @example true
             */
            setup_for_company: boolean | null;
            /**
             * @description Wants news by e-mail; null when not asked.
             * @example true
             */
            opt_in: boolean | null;
            /**
             * @example software_developer
             * @enum {string|null}
             */
            role: "software_developer" | "development_team_lead" | "devops_engineer" | "systems_administrator" | "security_analyst" | "data_analyst" | "product_manager" | "product_designer" | "other" | null;
            /**
             * @description Job to be done, asked as "registration objective".
             * @example move_repository
             * @enum {string|null}
             */
            jtbd: "basics" | "move_repository" | "code_storage" | "exploring" | "ci" | "other" | "joining_team" | null;
            /**
             * @description The English name of the language.
             * @example English
             */
            preferred_language: string;
            /** @example false */
            admin: boolean;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            created_at: string;
        };
        /**
         * @description A group, or the namespace that every user has.
         * @example {
         *       "id": 1000,
         *       "name": "ACME",
         *       "path": "acme",
         *       "kind": "group",
         *       "full_path": "acme",
         *       "parent_id": null,
         *       "shared_runners_minutes_limit": null,
         *       "extra_shared_runners_minutes_limit": null,
         *       "additional_purchased_storage_size": 0,
         *       "additional_purchased_storage_ends_on": null,
         *       "created_at": "2024-01-01T00:00:00.000Z"
         *     }
         */
        GitlabNamespaceRow: {
            /** @example 1000 */
            id: number;
            /** @example ACME */
            name: string;
            /** @example acme */
            path: string;
            /**
             * @example group
             * @enum {string}
             */
            kind: "group" | "user";
            /**
             * @description The paths of the parents and its own.
             * @example acme
             */
            full_path: string;
            /**
             * @description Null for a top-level group and for a user's own.
             * @example null
             */
            parent_id: number | null;
            /**
             * @description Compute minutes per month; null for the default, 0 for no limit.
             * @example 400
             */
            shared_runners_minutes_limit: number | null;
            /**
             * @description Compute minutes purchased in addition.
             * @example 0
             */
            extra_shared_runners_minutes_limit: number | null;
            /**
             * @description Storage purchased in addition, in MiB.
             * @example 0
             */
            additional_purchased_storage_size: number | null;
            /**
             * Format: date
             * @example 2024-12-31
             */
            additional_purchased_storage_ends_on: string | null;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            created_at: string;
        };
        /**
         * @description A user's place in a namespace. Any place is enough for a hand raise; an add-on trial needs an owner.
         * @example {
         *       "id": 1,
         *       "user_id": 42,
         *       "namespace_id": 1000,
         *       "access_level": 50,
         *       "created_at": "2024-01-01T00:00:00.000Z"
         *     }
         */
        GitlabMemberRow: {
            /** @example 1 */
            id: number;
            /** @example 42 */
            user_id: number;
            /** @example 1000 */
            namespace_id: number;
            /**
             * @description 10 guest, 20 reporter, 30 developer, 40 maintainer, 50 owner.
             * @example 50
             */
            access_level: number;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            created_at: string;
        };
        /**
         * @description The subscription of a namespace, at most one; without one its plan is `free`.
         * @example {
         *       "id": 1,
         *       "namespace_id": 1000,
         *       "plan_code": "ultimate_trial",
         *       "start_date": "2024-01-01",
         *       "end_date": "2024-01-31",
         *       "seats": 100,
         *       "max_seats_used": 0,
         *       "auto_renew": null,
         *       "trial": true,
         *       "trial_starts_on": "2024-01-01",
         *       "trial_ends_on": "2024-01-31",
         *       "trial_extension_type": null,
         *       "created_at": "2024-01-01T00:00:00.000Z",
         *       "updated_at": "2024-01-01T00:00:00.000Z"
         *     }
         */
        GitlabSubscriptionRow: {
            /** @example 1 */
            id: number;
            /**
             * @description Unique.
             * @example 1000
             */
            namespace_id: number;
            plan_code: components["schemas"]["GitlabPlanCode"];
            /**
             * Format: date
             * @example 2024-01-01
             */
            start_date: string;
            /**
             * Format: date
             * @example 2024-01-31
             */
            end_date: string | null;
            /** @example 100 */
            seats: number;
            /**
             * @description Most seats used in this term.
             * @example 0
             */
            max_seats_used: number;
            /** @example null */
            auto_renew: boolean | null;
            /** @example true */
            trial: boolean;
            /**
             * Format: date
             * @example 2024-01-01
             */
            trial_starts_on: string | null;
            /**
             * Format: date
             * @example 2024-01-31
             */
            trial_ends_on: string | null;
            /** @example 1 */
            trial_extension_type: components["schemas"]["GitlabTrialExtensionType"] | null;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            updated_at: string;
        };
        /**
         * @description An add-on of a namespace, paid for or on trial.
         * @example {
         *       "id": 1,
         *       "namespace_id": 1000,
         *       "add_on_name": "duo_enterprise",
         *       "started_on": "2024-01-01",
         *       "expires_on": "2024-01-31",
         *       "trial": true
         *     }
         */
        GitlabAddOnPurchaseRow: {
            /** @example 1 */
            id: number;
            /** @example 1000 */
            namespace_id: number;
            /**
             * @description `code_suggestions` is sold as Duo Pro.
             * @example duo_enterprise
             * @enum {string}
             */
            add_on_name: "code_suggestions" | "duo_enterprise";
            /**
             * Format: date
             * @example 2024-01-01
             */
            started_on: string;
            /**
             * Format: date
             * @example 2024-01-31
             */
            expires_on: string;
            /**
             * @description Seats.
             * @example 100
             */
            quantity?: number;
            /**
             * @description The subscription's name.
             * @example A-S00000001
             */
            purchase_xid?: string;
            /** @example true */
            trial: boolean;
        };
        /**
         * @description A signed-in browser; the session token itself is not kept, only its SHA-256.
         * @example {
         *       "id": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "user_id": 42,
         *       "created_at": "2024-01-01T00:00:00.000Z"
         *     }
         */
        GitlabSessionRow: {
            /**
             * @description SHA-256 of the session token, in hexadecimal digits.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            id: string;
            /** @example 42 */
            user_id: number;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            created_at: string;
        };
        /**
         * @description A feature flag. `new_hand_raise_lead_endpoint` (GitLab 18.7) and `new_trial_lead_endpoint` (18.8) switch GitLab's client to CustomersDot's
         *     newer paths; GitLab 19 has neither and always uses the newer paths. `track_cart_abandonment` (18.9): whether carts are followed.
         * @example {
         *       "name": "new_hand_raise_lead_endpoint",
         *       "enabled": true
         *     }
         * @example {
         *       "name": "new_trial_lead_endpoint",
         *       "enabled": false
         *     }
         */
        GitlabFeatureRow: {
            /**
             * @description The key.
             * @example new_hand_raise_lead_endpoint
             */
            name: string;
            /** @example true */
            enabled: boolean;
        };
        /**
         * @description A personal access token of a user; the token itself is not kept, only its SHA-256.
         * @example {
         *       "id": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "user_id": 42
         *     }
         */
        GitlabAccessTokenRow: {
            /**
             * @description SHA-256 of the token, in hexadecimal digits.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            id: string;
            /** @example 42 */
            user_id: number;
        };
        /**
         * @description A job that waits and is not to be scheduled twice. GitLab keeps these in Redis. Source: GitLab docs, development/sidekiq/idempotent_jobs.
         * @example {
         *       "key": "GitlabSubscriptions::CartAbandonmentWorker:42-1000",
         *       "jid": "5f1d2c0e9b8a7d6c5b4a3f2e"
         *     }
         */
        GitlabDuplicateJobRow: {
            /**
             * @description The class and its arguments.
             * @example GitlabSubscriptions::CartAbandonmentWorker:42-1000
             */
            key: string;
            /** @example 5f1d2c0e9b8a7d6c5b4a3f2e */
            jid: string;
        };
        /**
         * @description One submission. The columns are those of GitLab's public warehouse extract, except where marked; which request field fills which
         *     column is assumed where the names differ. A value that strayed from the contract is kept as it came.
         * @example {
         *       "id": 123,
         *       "created_at": "2024-01-01T00:00:00.000Z",
         *       "updated_at": "2024-01-01T00:00:01.000Z",
         *       "namespace_id": 123,
         *       "user_id": 42,
         *       "opt_in": true,
         *       "currently_in_trial": false,
         *       "is_for_business_use": true,
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "email": "jane@example.com",
         *       "phone": "+1 23 456-78-90",
         *       "company_name": "ACME",
         *       "employees_bucket": "1-99",
         *       "country": "US",
         *       "state": "CA",
         *       "product_interaction": "Hand Raise PQL",
         *       "provider": "gitlab",
         *       "comment_capture": "I want to talk to sales.",
         *       "glm_content": "group-billing",
         *       "glm_source": "gitlab.com",
         *       "sent_at": "2024-01-01T00:00:01.000Z",
         *       "existing_plan": "free"
         *     }
         * @example {
         *       "id": 124,
         *       "created_at": "2024-01-01T00:00:00.000Z",
         *       "updated_at": "2024-01-01T00:00:00.000Z",
         *       "trial_start_date": "2024-01-01T00:00:00.000Z",
         *       "namespace_id": 123,
         *       "user_id": 42,
         *       "currently_in_trial": true,
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "email": "jane@example.com",
         *       "company_name": "ACME",
         *       "country": "US",
         *       "state": "CA",
         *       "product_interaction": "SaaS Trial",
         *       "provider": "gitlab",
         *       "trial_type": "ultimate_with_dap",
         *       "add_on_name": "duo_enterprise"
         *     }
         */
        CustomersdotLead: {
            /**
             * @description Primary key.
             * @example 123
             */
            id: number;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:01.000Z
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description Start of the trial; of trial leads.
             * @example 2024-01-01T00:00:00.000Z
             */
            trial_start_date?: string | null;
            /**
             * @description GitLab.com namespace.
             * @example 123
             */
            namespace_id?: number | null;
            /**
             * @description GitLab user id, from `uid`.
             * @example 42
             */
            user_id?: number | null;
            /**
             * @description Whether the user wants e-mail (default true), from `opt_in` or `newsletter_segment`.
             * @example true
             */
            opt_in?: boolean | null;
            /**
             * @description Whether the namespace is in a trial.
             * @example false
             */
            currently_in_trial?: boolean | null;
            /**
             * @description From `setup_for_company`.
             * @example true
             */
            is_for_business_use?: boolean | null;
            /** @example Jane */
            first_name?: string | null;
            /** @example Doe */
            last_name?: string | null;
            /**
             * @description From `work_email`.
             * @example jane@example.com
             */
            email: string;
            /**
             * @description From `phone_number`.
             * @example +1 23 456-78-90
             */
            phone?: string | null;
            /** @example ACME */
            company_name?: string | null;
            /**
             * @description Company size by bucket, from `company_size`.
             * @example 1-99
             */
            employees_bucket?: string | null;
            /**
             * @description ISO 3166 alpha-2 code.
             * @example US
             */
            country?: string | null;
            /**
             * @description State code.
             * @example CA
             */
            state?: string | null;
            /**
             * @description Type of lead; stamped `Hand Raise PQL` or `SaaS Trial` when the request says nothing (assumed).
             * @example Hand Raise PQL
             */
            product_interaction: string;
            /**
             * @description `gitlab` for the time being.
             * @example gitlab
             */
            provider?: string | null;
            /**
             * @description Message for the sales team, from `comment`.
             * @example I want to talk to sales.
             */
            comment_capture?: string | null;
            /**
             * @description Part of the application that the lead comes from.
             * @example group-billing
             */
            glm_content?: string | null;
            /**
             * @description Site that the lead comes from.
             * @example gitlab.com
             */
            glm_source?: string | null;
            /**
             * Format: date-time
             * @description When the lead was sent to Workato (in 2022 to Platypus); null or absent when it was not.
             * @example 2024-01-01T00:00:01.000Z
             */
            sent_at?: string | null;
            /** @example https://acme.example */
            website_url?: string | null;
            /** @example software_developer */
            role?: string | null;
            /**
             * @description Job to be done.
             * @example move_repository
             */
            jtbd?: string | null;
            /**
             * @description The namespace's plan. Not in the extract.
             * @example free
             */
            existing_plan?: string | null;
            /**
             * @description English name of the language. Not in the extract.
             * @example English
             */
            preferred_language?: string | null;
            /**
             * @description What is tried. Not in the extract.
             * @example ultimate_with_dap
             */
            trial_type?: string | null;
            /**
             * @description Add-on that comes with the trial. Not in the extract.
             * @example duo_enterprise
             */
            add_on_name?: string | null;
        };
        /**
         * @description An account of the portal. The columns are those of GitLab's public warehouse extract.
         * @example {
         *       "id": 11,
         *       "created_at": "2024-01-01T00:00:00.000Z",
         *       "updated_at": "2024-01-01T00:00:00.000Z",
         *       "provider": "gitlab",
         *       "uid": "42",
         *       "country": "US",
         *       "state": "CA",
         *       "company": "ACME",
         *       "company_size": "1-99",
         *       "confirmed_at": "2024-01-01T00:00:00.000Z",
         *       "first_name": "Jane",
         *       "last_name": "Doe",
         *       "email": "jane@example.com",
         *       "phone_number": "+1 23 456-78-90"
         *     }
         */
        CustomersdotCustomer: {
            /**
             * @description Primary key.
             * @example 123
             */
            id: number;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            updated_at: string;
            /** @example 0 */
            sign_in_count?: number | null;
            /**
             * Format: date-time
             * @example 2024-01-02T00:00:00.000Z
             */
            current_sign_in_at?: string | null;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            last_sign_in_at?: string | null;
            /**
             * @description `gitlab` for the time being.
             * @example gitlab
             */
            provider?: string | null;
            /**
             * @description GitLab user id, as text.
             * @example 42
             */
            uid?: string | null;
            /**
             * @description Until about 2023.
             * @example 2c92c0f86a8dd422016a9e7a70116b0d
             */
            zuora_account_id?: string | null;
            /**
             * @description ISO 3166 alpha-2 code.
             * @example US
             */
            country?: string | null;
            /**
             * @description State code.
             * @example CA
             */
            state?: string | null;
            /** @example San Francisco */
            city?: string | null;
            /** @example NL123456789B01 */
            vat_code?: string | null;
            /** @example ACME */
            company?: string | null;
            /** @example 1-99 */
            company_size?: string | null;
            /** @example 0014000000ABCDEAAA */
            salesforce_account_id?: string | null;
            /** @example false */
            billable?: boolean | null;
            /**
             * Format: date-time
             * @description When the e-mail was confirmed; at once with `skip_email_confirmation` (assumed).
             * @example 2024-01-01T00:00:00.000Z
             */
            confirmed_at?: string | null;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            confirmation_sent_at?: string | null;
            /** @example Jane */
            first_name?: string | null;
            /** @example Doe */
            last_name?: string | null;
            /**
             * @description From `work_email`.
             * @example jane@example.com
             */
            email: string;
            /** @example +1 23 456-78-90 */
            phone_number?: string | null;
        };
        /**
         * @description A subscription or a trial of a namespace. The columns are those of GitLab's public warehouse extract and of the handbook's design
         *     document on orders; the types that neither gives are assumed.
         * @example {
         *       "id": 7,
         *       "customer_id": 11,
         *       "product_rate_plan_id": "ultimate-saas-trial-plan-id",
         *       "start_date": "2024-01-01",
         *       "end_date": "2024-01-31",
         *       "quantity": 100,
         *       "created_at": "2024-01-01T00:00:00.000Z",
         *       "updated_at": "2024-01-01T00:00:00.000Z",
         *       "gl_namespace_id": "123",
         *       "gl_namespace_name": "ACME",
         *       "trial": true,
         *       "trial_type": 1
         *     }
         */
        CustomersdotOrder: {
            /**
             * @description Primary key.
             * @example 123
             */
            id: number;
            /**
             * @description Id in `customers`.
             * @example 11
             */
            customer_id?: number | null;
            /**
             * @description Zuora's rate plan; the value of a trial is assumed.
             * @example ultimate-saas-trial-plan-id
             */
            product_rate_plan_id?: string | null;
            /**
             * @description Of Zuora.
             * @example 2c92c0f86a8dd422016a9e7a70116b0e
             */
            subscription_id?: string | null;
            /** @example A-S00000001 */
            subscription_name?: string | null;
            /**
             * Format: date
             * @description A date is assumed; the warehouse casts it to a timestamp.
             * @example 2024-01-01
             */
            start_date?: string | null;
            /**
             * Format: date
             * @description A date is assumed; the warehouse casts it to a timestamp.
             * @example 2024-01-31
             */
            end_date?: string | null;
            /**
             * @description Seats.
             * @example 100
             */
            quantity?: number | null;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            updated_at: string;
            /**
             * @description GitLab.com namespace, as text.
             * @example 123
             */
            gl_namespace_id?: string | null;
            /** @example ACME */
            gl_namespace_name?: string | null;
            /**
             * @description Of Zuora.
             * @example NewProduct
             */
            amendment_type?: string | null;
            /**
             * @description Whether the order is a trial.
             * @example true
             */
            trial: boolean;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            last_extra_ci_minutes_sync_at?: string | null;
            /** @example 2c92c0f86a8dd422016a9e7a70116b0d */
            zuora_account_id?: string | null;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            increased_billing_rate_notified_at?: string | null;
            /**
             * @description Where the order was made.
             * @example null
             */
            source?: string | null;
            /** @example 21 */
            billing_account_id?: number | null;
            /**
             * @description The type is assumed.
             * @example false
             */
            reconciliation_accepted?: boolean | null;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            seat_overage_notified_at?: string | null;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            auto_renew_error_notified_at?: string | null;
            /**
             * Format: date
             * @example 2024-01-01
             */
            monthly_seat_digest_notified_on?: string | null;
            /**
             * @description The type is assumed.
             * @example 123
             */
            source_gl_namespace_id?: string | null;
            /**
             * @description The numbers of `trial_histories` are assumed.
             * @example 1
             * @enum {integer|null}
             */
            trial_type?: 1 | 2 | null;
        };
        /**
         * @description A trial that a namespace has used: at most one row per `gl_namespace_id` and `trial_type` (in 2022, per `gl_namespace_id`). The columns
         *     are those of GitLab's public warehouse extract.
         * @example {
         *       "id": 5,
         *       "gl_namespace_id": "123",
         *       "start_date": "2024-01-01",
         *       "expired_on": "2024-01-31",
         *       "created_at": "2024-01-01T00:00:00.000Z",
         *       "updated_at": "2024-01-01T00:00:00.000Z",
         *       "glm_source": "gitlab.com",
         *       "glm_content": "discover-group-security",
         *       "trial_entity": "company",
         *       "trial_type": 1
         *     }
         */
        CustomersdotTrialHistory: {
            /**
             * @description Primary key. Not in the extract.
             * @example 5
             */
            id: number;
            /**
             * @description GitLab.com namespace, as text.
             * @example 123
             */
            gl_namespace_id: string;
            /**
             * Format: date
             * @description A date is assumed; the warehouse casts it to a timestamp.
             * @example 2024-01-01
             */
            start_date: string;
            /**
             * Format: date
             * @description End of the trial. A date is assumed; the warehouse casts it to a timestamp.
             * @example 2024-01-31
             */
            expired_on: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            updated_at: string;
            /**
             * @description Site that the lead comes from.
             * @example gitlab.com
             */
            glm_source?: string | null;
            /**
             * @description Part of the application that the lead comes from.
             * @example group-billing
             */
            glm_content?: string | null;
            /** @example company */
            trial_entity?: string | null;
            /**
             * @description 1 Ultimate/Premium, 2 Duo Pro; that Duo Enterprise is also 2 is assumed.
             * @example 1
             * @enum {integer}
             */
            trial_type: 1 | 2;
        };
        /**
         * @description What `customersdot.createIterable` recorded, under the request's own names. CustomersDot's table, if there is one, is not public.
         * @example {
         *       "id": 9,
         *       "created_at": "2024-01-01T00:00:00.000Z",
         *       "work_email": "jane@example.com",
         *       "product_interaction": "Personal SaaS Registration",
         *       "provider": "gitlab",
         *       "uid": 42,
         *       "setup_for_company": false,
         *       "opt_in": true,
         *       "preferred_language": "English",
         *       "role": "software_developer",
         *       "jtbd": "basics",
         *       "comment": "I want to learn Git.",
         *       "sent_at": "2024-01-01T00:00:01.000Z"
         *     }
         */
        CustomersdotIterableTrigger: {
            /**
             * @description Primary key.
             * @example 123
             */
            id: number;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            created_at: string;
            /** @example jane@example.com */
            work_email: string;
            /**
             * @description What the user did.
             * @example Personal SaaS Registration
             */
            product_interaction: string;
            /**
             * @description `gitlab` for the time being.
             * @example gitlab
             */
            provider?: string | null;
            /**
             * @description GitLab user id.
             * @example 42
             */
            uid?: number | null;
            /** @example Jane */
            first_name?: string | null;
            /** @example Doe */
            last_name?: string | null;
            /**
             * @description GitLab.com namespace.
             * @example 123
             */
            namespace_id?: number | null;
            /**
             * @description The namespace's plan.
             * @example free
             */
            existing_plan?: string | null;
            /** @example true */
            setup_for_company?: boolean | null;
            /** @example true */
            opt_in?: boolean | null;
            /**
             * @description English name of the language.
             * @example English
             */
            preferred_language?: string | null;
            /** @example software_developer */
            role?: string | null;
            /**
             * @description Job to be done.
             * @example move_repository
             */
            jtbd?: string | null;
            /** @example I want to learn Git. */
            comment?: string | null;
            /**
             * Format: date-time
             * @description When it was sent to Workato; null or absent when it was not.
             * @example 2024-01-01T00:00:01.000Z
             */
            sent_at?: string | null;
        };
        /**
         * @description Whether an account of the API may act; one without a row may. Its token stands in no table. CustomersDot's table is not public.
         * @example {
         *       "email": "gl_com_api@gitlab.com",
         *       "active": true
         *     }
         */
        CustomersdotAdmin: {
            /**
             * @description As in `X-Admin-Email`.
             * @example gl_com_api@gitlab.com
             */
            email: string;
            /**
             * @description False when the account is blocked.
             * @example true
             */
            active: boolean;
        };
        /**
         * @description How CustomersDot is set up, as its `config/secrets.yml` would say. Names and values are assumed.
         * @example {
         *       "name": "workato_token_request",
         *       "value": "basic"
         *     }
         * @example {
         *       "name": "lead_route",
         *       "value": "platypus"
         *     }
         */
        CustomersdotSetting: {
            /**
             * @example workato_token_request
             * @constant
             */
            name: "workato_token_request";
            /**
             * @example basic
             * @enum {string}
             */
            value: "basic" | "json" | "form";
        } | {
            /**
             * @example lead_route
             * @constant
             */
            name: "lead_route";
            /**
             * @example workato
             * @enum {string}
             */
            value: "workato" | "platypus";
        };
        /**
         * @description An issued token; the token itself is not kept, only its SHA-256.
         * @example {
         *       "id": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "client_id": "gitlab-customersdot",
         *       "expires_at": "2024-01-01T01:00:00.000Z"
         *     }
         */
        PlatypusTokenRow: {
            /**
             * @description SHA-256 of the token, in hexadecimal digits.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            id: string;
            /** @example gitlab-customersdot */
            client_id: string;
            /**
             * Format: date-time
             * @example 2024-01-01T01:00:00.000Z
             */
            expires_at: string;
        };
        /**
         * @description A job of the queue that is done, as the dashboard goes on showing it: the guide of 2022 has leads tracked there. That none is ever dropped is
         *     assumed. Jobs that wait or failed are in the sandbox's own table of jobs.
         * @example {
         *       "id": "5f1d2c0e9b8a7d6c5b4a3f2e",
         *       "lead": {
         *         "email": "jane@example.com",
         *         "first_name": "Jane",
         *         "last_name": "Doe",
         *         "product_interaction": "Hand Raise PQL"
         *       },
         *       "created_at": "2024-01-01T00:00:00.000Z",
         *       "finished_at": "2024-01-01T00:00:01.000Z",
         *       "attempts": 1,
         *       "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        PlatypusCompletedJob: {
            /** @example 5f1d2c0e9b8a7d6c5b4a3f2e */
            id: string;
            lead: components["schemas"]["PlatypusLead"];
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:01.000Z
             */
            finished_at: string;
            /** @example 1 */
            attempts: number;
            /** @example 4bf92f3577b34da6a3ce929d0e0e4736 */
            trace_id: string;
        };
        /**
         * @description A message to Slack about a lead that failed; it names the job and not the person.
         *     Source: GitLab handbook, product-qualified-leads-integration. The wording is assumed.
         * @example {
         *       "id": 1,
         *       "at": "2024-01-01T00:00:01.000Z",
         *       "channel": "#alerts_pql-sync",
         *       "text": "Job 5f1d2c0e9b8a7d6c5b4a3f2e of new-lead-queue failed: HTTP status code: 404"
         *     }
         */
        PlatypusAlert: {
            /** @example 1 */
            id: number;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:01.000Z
             */
            at: string;
            /**
             * @example #alerts_pql-sync
             * @constant
             */
            channel: "#alerts_pql-sync";
            /** @example Job 5f1d2c0e9b8a7d6c5b4a3f2e of new-lead-queue failed: HTTP status code: 404 */
            text: string;
        };
        /**
         * @description The client of the API platform; its secrets stand in no table.
         * @example {
         *       "id": 1,
         *       "name": "GitLab",
         *       "active": true
         *     }
         */
        WorkatoApiClient: {
            /** @example 1 */
            id: number;
            /** @example GitLab */
            name: string;
            /**
             * @description False disables it: its calls are answered by 404.
             * @example true
             */
            active: boolean;
            /**
             * @description Public half of the key that signs its JWTs with RS256, as PEM. Absent or null: none.
             * @example -----BEGIN PUBLIC KEY-----
             */
            jwt_public_key?: string | null;
        };
        /**
         * @description An issued token; the token itself is not kept, only its SHA-256.
         * @example {
         *       "id": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "client_id": "gitlab-customersdot",
         *       "expires_at": "2024-01-01T01:00:00.000Z"
         *     }
         */
        WorkatoTokenRow: {
            /**
             * @description SHA-256 of the token, in hexadecimal digits.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            id: string;
            /** @example gitlab-customersdot */
            client_id: string;
            /**
             * Format: date-time
             * @example 2024-01-01T01:00:00.000Z
             */
            expires_at: string;
        };
        /**
         * @description A recipe behind an endpoint. While it is stopped the endpoint answers 404.
         * @example {
         *       "id": 39999,
         *       "name": "SaaS trials & registrations",
         *       "running": true,
         *       "version": 1
         *     }
         * @example {
         *       "id": 39999,
         *       "name": "SaaS trials & registrations",
         *       "running": true,
         *       "version": 2,
         *       "request_timeout": 30,
         *       "job_time": 45
         *     }
         */
        WorkatoRecipe: {
            /** @example 39999 */
            id: number;
            /** @example SaaS trials & registrations */
            name: string;
            /** @example true */
            running: boolean;
            /** @example 1 */
            version: number;
            /**
             * @description Seconds that the endpoint waits for a job; 30 unless given. Source: Workato docs, api-mgmt/configure-recipe-endpoint.
             * @example 30
             */
            request_timeout?: number;
            /**
             * @description Seconds that a job takes by the sandbox's clock; 0 unless given. The sandbox's own way to make a recipe slow.
             * @example 45
             */
            job_time?: number;
        };
        /**
         * @description One run of a recipe, with its trigger event, for it may be repeated. The input and output of its steps are in the lead's trace.
         * @example {
         *       "id": "j-KGAKfhsz-GYoLeA",
         *       "recipe_id": 39999,
         *       "recipe_version": 1,
         *       "status": "succeeded",
         *       "title": "Hand Raise PQL: jane@example.com",
         *       "started_at": "2024-01-01T00:00:00.000Z",
         *       "completed_at": "2024-01-01T00:00:01.000Z",
         *       "error": null,
         *       "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        WorkatoJob: {
            /** @example j-KGAKfhsz-GYoLeA */
            id: string;
            /** @example 39999 */
            recipe_id: number;
            /** @example 1 */
            recipe_version: number;
            /**
             * @description `aborted`: canceled.
             * @example succeeded
             * @enum {string}
             */
            status: "pending" | "succeeded" | "failed" | "aborted";
            /** @example Hand Raise PQL: jane@example.com */
            title: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            started_at: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:01.000Z
             */
            completed_at: string | null;
            /**
             * @description Why the job failed.
             * @example null
             */
            error: string | null;
            /** @example 4bf92f3577b34da6a3ce929d0e0e4736 */
            trace_id: string;
            trigger?: components["schemas"]["WorkatoLead"];
            /** @description The steps in their order, as far as the job came. */
            steps?: {
                /** @example 1 */
                number: number;
                /** @example New API request */
                name: string;
                /**
                 * @example succeeded
                 * @enum {string}
                 */
                status: "succeeded" | "failed";
            }[];
            /**
             * Format: uuid
             * @description Of a failed job.
             * @example 6b75ec2c-31f6-4f51-a46e-1c26a1f6c0f5
             */
            error_id?: string;
            /**
             * @description The job that this one repeats.
             * @example j-KGAKfhsz-GYoLeA
             */
            repeat_of?: string;
        };
        /**
         * @description How many calls the client may make: in a short interval, and in 30 days. Null is no limit, as is no policy at all; seeded without any.
         *     Source: Workato docs, api-mgmt/api-access-policies. The names of the columns are assumed, and that a period begins with its first call.
         * @example {
         *       "id": 1,
         *       "name": "GitLab",
         *       "rate_limit": 60,
         *       "rate_interval": 60,
         *       "quota": 10000
         *     }
         * @example {
         *       "id": 1,
         *       "name": "GitLab",
         *       "rate_limit": null,
         *       "rate_interval": 60,
         *       "quota": null
         *     }
         */
        WorkatoAccessPolicy: {
            /** @example 1 */
            id: number;
            /** @example GitLab */
            name: string;
            /**
             * @description Calls in an interval.
             * @example 60
             */
            rate_limit: number | null;
            /**
             * @description Seconds of an interval.
             * @example 60
             */
            rate_interval: number;
            /**
             * @description Calls in 30 days.
             * @example 10000
             */
            quota: number | null;
        };
        /**
         * @description An issued token, of which only the SHA-256 is kept. Until it expires the same one is issued again, as long as the process
         *     that issued it lives; a new process issues a new one beside it.
         * @example {
         *       "id": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "client_id": "4cc9a9b5-6f1a-4b2c-9d3e-0a1b2c3d4e5f",
         *       "issued_at": "2024-01-01T00:00:00.000Z",
         *       "expires_at": "2024-01-01T01:00:00.000Z"
         *     }
         */
        MarketoTokenRow: {
            /**
             * @description SHA-256 of the token, in hexadecimal digits.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            id: string;
            /** @example 4cc9a9b5-6f1a-4b2c-9d3e-0a1b2c3d4e5f */
            client_id: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            issued_at: string;
            /**
             * Format: date-time
             * @example 2024-01-01T01:00:00.000Z
             */
            expires_at: string;
        };
        /**
         * @description One thing that happened to a person, compact; on the wire it is a MarketoActivity.
         * @example {
         *       "id": 102987,
         *       "leadId": 50,
         *       "activityDate": "2024-01-01T00:00:00Z",
         *       "activityTypeId": 12,
         *       "attributes": {
         *         "Source Type": "Web service API"
         *       }
         *     }
         * @example {
         *       "id": 102988,
         *       "leadId": 50,
         *       "activityDate": "2024-01-01T00:00:01Z",
         *       "activityTypeId": 22,
         *       "campaignId": 1041,
         *       "primaryAttributeValue": "Lead Score",
         *       "attributes": {
         *         "Change Value": "+100",
         *         "New Value": 100,
         *         "Old Value": 0,
         *         "Reason": "Inbound - Hand Raise"
         *       }
         *     }
         */
        MarketoActivityRow: {
            /** @example 102988 */
            id: number;
            /**
             * @description Marketo's id of the person.
             * @example 50
             */
            leadId: number;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:01Z
             */
            activityDate: string;
            /** @example 22 */
            activityTypeId: number;
            /**
             * @description The smart campaign that did it, if any.
             * @example 1041
             */
            campaignId?: number;
            /**
             * @description Of a form, list, program or person that the activity is about.
             * @example 1029
             */
            primaryAttributeValueId?: number;
            /** @example Lead Score */
            primaryAttributeValue?: string;
            /**
             * Format: date-time
             * @description When a custom activity came, which may be long after its own date.
             * @example 2024-01-02T00:00:00Z
             */
            storedAt?: string;
            /**
             * @description Values by attribute name; any name may come, by the activity type.
             * @example {
             *       "Change Value": "+100",
             *       "New Value": 100,
             *       "Old Value": 0,
             *       "Reason": "Inbound - Hand Raise"
             *     }
             */
            attributes: {
                [key: string]: unknown;
            };
        };
        /**
         * @description Why a person did not go to Salesforce, as on the Sync Errors screen. The texts come from Salesforce; a missing company or last name,
         *     and a country or state that is not in the picklist, are the usual ones. Only the United States, Canada, Ireland, India, Brazil,
         *     Australia, China, Italy and Mexico take a state.
         *     Sources: Adobe Marketo product documentation, salesforce-sync-errors; GitLab handbook, marketing-operations/marketo.
         * @example {
         *       "id": 1,
         *       "leadId": 51,
         *       "at": "2024-01-01T00:00:02Z",
         *       "message": "Required fields are missing: [Company]"
         *     }
         */
        MarketoSyncError: {
            /** @example 1 */
            id: number;
            /**
             * @description Marketo's id of the person.
             * @example 50
             */
            leadId: number;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:02Z
             */
            at: string;
            /**
             * @description The reason.
             * @example Required fields are missing: [Company]
             */
            message: string;
        };
        /**
         * @description A smart campaign as it is kept. While a trigger campaign is not active it does nothing; a batch campaign runs when it is scheduled.
         * @example {
         *       "id": 1041,
         *       "name": "Inbound - Hand Raise",
         *       "type": "trigger",
         *       "active": true,
         *       "programId": 1002,
         *       "programName": "Scoring",
         *       "workspaceName": "Default",
         *       "createdAt": "2024-01-01T00:00:00Z",
         *       "updatedAt": "2024-01-01T00:00:00Z",
         *       "requestable": false
         *     }
         */
        MarketoCampaignRow: {
            /** @example 1041 */
            id: number;
            /** @example Inbound - Hand Raise */
            name: string;
            /**
             * @example trigger
             * @enum {string}
             */
            type: "batch" | "trigger";
            /** @example true */
            active: boolean;
            /** @example 1002 */
            programId: number | null;
            /** @example Scoring */
            programName: string | null;
            /** @example Default */
            workspaceName: string | null;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00Z
             */
            updatedAt: string;
            /**
             * @description Whether it has the trigger Campaign is Requested with the source Web Service API.
             * @example false
             */
            requestable: boolean;
        };
        /**
         * @description A person in a static list.
         * @example {
         *       "id": 1,
         *       "listId": 1001,
         *       "leadId": 50,
         *       "createdAt": "2024-01-01T00:00:00Z"
         *     }
         */
        MarketoListMember: {
            /** @example 1 */
            id: number;
            /** @example 1001 */
            listId: number;
            /**
             * @description Marketo's id of the person.
             * @example 50
             */
            leadId: number;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00Z
             */
            createdAt: string;
        };
        /**
         * @description A program, which campaigns, forms and pushed people belong to. Names and ids are assumed.
         * @example {
         *       "id": 1003,
         *       "name": "GitLab SaaS Trial"
         *     }
         */
        MarketoProgram: {
            /** @example 1001 */
            id: number;
            /** @example GitLab SaaS Trial */
            name: string;
        };
        /**
         * @description A form with the fields that may be submitted. Which forms GitLab has is not public.
         * @example {
         *       "id": 1029,
         *       "name": "Contact sales",
         *       "fields": [
         *         "email",
         *         "firstName",
         *         "lastName",
         *         "company",
         *         "phone",
         *         "country",
         *         "state",
         *         "Comment_Capture__c"
         *       ]
         *     }
         */
        MarketoForm: {
            /** @example 1029 */
            id: number;
            /** @example Contact sales */
            name: string;
            /** @description REST names. */
            fields: string[];
        };
        /**
         * @description A partition. A person whose row names none is in the first one, Default.
         * @example {
         *       "id": 1,
         *       "name": "Default",
         *       "description": "Initial system lead partition",
         *       "accessible": true
         *     }
         * @example {
         *       "id": 2,
         *       "name": "Europe",
         *       "accessible": true
         *     }
         */
        MarketoPartitionRow: {
            /** @example 1 */
            id: number;
            /** @example Default */
            name: string;
            /** @example Initial system lead partition */
            description?: string;
            /**
             * @description Whether the API-only user may use it.
             * @example true
             */
            accessible: boolean;
        };
        /**
         * @description A person who is in Salesforce and was changed since; the next cycle of the sync takes the change there.
         * @example {
         *       "leadId": 50,
         *       "since": "2024-01-01T00:01:00Z",
         *       "changes": 1
         *     }
         */
        MarketoPendingUpdate: {
            /**
             * @description Marketo's id of the person.
             * @example 50
             */
            leadId: number;
            /**
             * Format: date-time
             * @example 2024-01-01T00:01:00Z
             */
            since: string;
            /**
             * @description How many changes wait, so that one that comes meanwhile is noticed.
             * @example 1
             */
            changes: number;
        };
        /**
         * @description The API-only user that owns the custom service, with the permissions of its role. Seeded with all that the operations need.
         *     Source: Adobe Marketo developer guide, custom-services and error-codes (603).
         * @example {
         *       "id": "apis@gitlab.example",
         *       "permissions": [
         *         "Read-Only Lead"
         *       ]
         *     }
         */
        MarketoUser: {
            /** @example apis@gitlab.example */
            id: string;
            permissions: string[];
        };
        /**
         * @description What the real Marketo changes one day, and can be tried before. That there is a table is assumed.
         * @example {
         *       "name": "acceptQueryToken",
         *       "on": false
         *     }
         */
        MarketoSwitch: {
            /**
             * @description Whether tokens in the query or in a form are taken.
             * @example acceptQueryToken
             * @constant
             */
            name: "acceptQueryToken";
            /** @example true */
            on: boolean;
        };
        /**
         * @description A limit of calls with a valid token. Seeded with Marketo's numbers and not enforced, so that a burst of test leads is not throttled.
         *     Refused calls count too; the day's are counted always, the latest seconds' and those under way from when their limit is enforced.
         *     Sources: Adobe Marketo developer guide, rest-api and error-codes. That there is a table is assumed.
         * @example {
         *       "name": "rate",
         *       "calls": 100,
         *       "seconds": 20,
         *       "enforced": true
         *     }
         * @example {
         *       "name": "concurrency",
         *       "calls": 10,
         *       "enforced": true
         *     }
         * @example {
         *       "name": "quota",
         *       "calls": 50000,
         *       "enforced": true
         *     }
         */
        MarketoLimit: {
            /**
             * @example rate
             * @constant
             */
            name: "rate";
            /** @example 100 */
            calls: number;
            /** @example 20 */
            seconds: number;
            /** @example false */
            enforced: boolean;
        } | {
            /**
             * @example concurrency
             * @constant
             */
            name: "concurrency";
            /** @example 100 */
            calls: number;
            /** @example false */
            enforced: boolean;
        } | {
            /**
             * @example quota
             * @constant
             */
            name: "quota";
            /** @example 100 */
            calls: number;
            /** @example false */
            enforced: boolean;
        };
        /**
         * @description An issued session; the token itself is not kept, only its SHA-256.
         * @example {
         *       "id": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "user_id": "005000000000001AAA",
         *       "client_id": "gitlab-marketo-sync",
         *       "issued_at": "2024-01-01T00:00:00.000Z",
         *       "expires_at": "2024-01-01T02:00:00.000Z"
         *     }
         */
        SalesforceTokenRow: {
            /**
             * @description SHA-256 of the token, in hexadecimal digits.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            id: string;
            /**
             * @description The user it acts as.
             * @example 005000000000001AAA
             */
            user_id: string;
            /**
             * @description Consumer key, or null for a session without one.
             * @example gitlab-marketo-sync
             */
            client_id: string | null;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            issued_at: string;
            /**
             * Format: date-time
             * @example 2024-01-01T02:00:00.000Z
             */
            expires_at: string;
        };
        /**
         * @description An issued refresh token, of which only the SHA-256 is kept.
         * @example {
         *       "id": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "user_id": "005000000000001AAA",
         *       "client_id": "gitlab-marketo-sync",
         *       "issued_at": "2024-01-01T00:00:00.000Z"
         *     }
         */
        SalesforceRefreshTokenRow: {
            /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
            id: string;
            /** @example 005000000000001AAA */
            user_id: string;
            /**
             * @description Consumer key.
             * @example gitlab-marketo-sync
             */
            client_id: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:00:00.000Z
             */
            issued_at: string;
        };
        /**
         * @description An authorization code that no token was fetched with yet; only its SHA-256 is kept.
         * @example {
         *       "id": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "client_id": "gitlab-marketo-sync",
         *       "redirect_uri": "http://localhost:8080/callback",
         *       "expires_at": "2024-01-01T00:15:00.000Z"
         *     }
         */
        SalesforceAuthorizationCodeRow: {
            /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
            id: string;
            /**
             * @description Consumer key.
             * @example gitlab-marketo-sync
             */
            client_id: string;
            /** @example http://localhost:8080/callback */
            redirect_uri: string;
            /** @example E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM */
            code_challenge?: string;
            /**
             * Format: date-time
             * @example 2024-01-01T00:15:00.000Z
             */
            expires_at: string;
        };
        /**
         * @description The public key that a connected app signs its assertions with; whoever wants the JWT bearer grant seeds it.
         * @example {
         *       "id": "gitlab-marketo-sync",
         *       "public_key": "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----"
         *     }
         */
        SalesforceCertificateRow: {
            /**
             * @description Consumer key.
             * @example gitlab-marketo-sync
             */
            id: string;
            /**
             * @description SPKI in PEM, of an RSA key.
             * @example -----BEGIN PUBLIC KEY-----
             *     MIIB
             *     -----END PUBLIC KEY-----
             */
            public_key: string;
        };
        /**
         * @description A lead as it is kept: all fields but the compound `Address`. Its stamps are in Salesforce's own form. A deleted one stays with `IsDeleted`.
         *     A seeded one gets the owner, the status and the stamps that it lacks.
         * @example {
         *       "FirstName": "Jane",
         *       "LastName": "Doe",
         *       "Company": "ACME",
         *       "Email": "jane@example.com",
         *       "Phone": "+1 23 456-78-90",
         *       "Country": "United States",
         *       "State": "California",
         *       "Website": "https://acme.example",
         *       "Status": "MQL",
         *       "LeadSource": "Trial - GitLab.com",
         *       "Marketo_Lead_Id__c": "50",
         *       "mkto71_Lead_Score__c": 185,
         *       "Behavior_Score__c": 100,
         *       "Demographic_Score__c": 85,
         *       "MQL_DateTime__c": "2024-01-01T00:04:00.000+0000",
         *       "Last_Interesting_Moment__c": "HandRaise PQL - Contact Us on 2024-01-01",
         *       "PQL_Product_Qualified_Lead__c": true,
         *       "PQL_Namespace_Id__c": "1000",
         *       "Product_Interaction__c": "Hand Raise PQL",
         *       "Comment_Capture__c": "I want to talk to sales.",
         *       "GLM_Content__c": "group-billing",
         *       "GLM_Source__c": "gitlab.com",
         *       "Employee_Buckets__c": "1-99",
         *       "Existing_Plan__c": "free",
         *       "Setup_for_Company_Team_Use__c": true,
         *       "Opt_In__c": true,
         *       "Role__c": "software_developer",
         *       "Signup_Reason__c": "move_repository",
         *       "Preferred_Language__c": "English",
         *       "Trial_Start_Date__c": null,
         *       "Currently_in_Trial__c": false,
         *       "Id": "00Q000000000001EAA",
         *       "IsDeleted": false,
         *       "Name": "Jane Doe",
         *       "OwnerId": "00G000000000001EAA",
         *       "IsConverted": false,
         *       "CreatedDate": "2024-01-01T00:05:00.000+0000",
         *       "CreatedById": "005000000000001AAA",
         *       "LastModifiedDate": "2024-01-01T00:05:00.000+0000",
         *       "LastModifiedById": "005000000000001AAA",
         *       "SystemModstamp": "2024-01-01T00:05:00.000+0000"
         *     }
         * @example {
         *       "Id": "00Q000000000002EAA",
         *       "LastName": "Doe",
         *       "Company": "ACME"
         *     }
         */
        SalesforceLeadRow: {
            /**
             * @description Record id; 18 characters in replies, 15 or 18 accepted.
             * @example 00Q000000000001EAA
             */
            Id: string;
            /**
             * @description Whether the record is in the recycle bin.
             * @example false
             */
            IsDeleted?: boolean;
            /**
             * @description The record this one was merged into.
             * @example null
             */
            MasterRecordId?: string | null;
            /**
             * @description First and last name, joined by Salesforce.
             * @example Jane Doe
             */
            Name?: string;
            /**
             * @description Path of the profile picture. The length is assumed.
             * @example /services/images/photo/00Q000000000001EAA
             */
            PhotoUrl?: string | null;
            /**
             * @description Id of the contact at Data.com. The length is assumed.
             * @example null
             */
            JigsawContactId?: string | null;
            /**
             * @description Whether the asking user marked the record as important.
             * @example false
             */
            IsPriorityRecord?: boolean;
            /**
             * Format: date
             * @example null
             */
            ConvertedDate?: string | null;
            /** @example null */
            ConvertedAccountId?: string | null;
            /** @example null */
            ConvertedContactId?: string | null;
            /** @example null */
            ConvertedOpportunityId?: string | null;
            /** @example 2024-01-01T00:05:00.000+0000 */
            CreatedDate?: string;
            /** @example 005000000000001AAA */
            CreatedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            LastModifiedDate?: string;
            /** @example 005000000000001AAA */
            LastModifiedById?: string;
            /**
             * @description Time of the last change by a user or by Salesforce itself.
             * @example 2024-01-01T00:05:00.000+0000
             */
            SystemModstamp?: string;
            /**
             * Format: date
             * @example null
             */
            LastActivityDate?: string | null;
            /** @example null */
            LastViewedDate?: string | null;
            /** @example null */
            LastReferencedDate?: string | null;
            /** @example Doe */
            LastName: string;
            /** @example ACME */
            Company: string;
            /**
             * @description The picklist is not restricted: other values are accepted. The values are those of GitLab's org (GitLab handbook, lead and contact statuses);
             *     the length and that a new lead starts as `Raw` are assumed.
             * @example MQL
             */
            Status?: string;
            /**
             * @description A user, or the queue that the assignment rules chose. On create it defaults to the token's user.
             * @example 00G000000000001EAA
             */
            OwnerId?: string;
            /** @example Jane */
            FirstName?: string | null;
            /**
             * @description Only in an org that enabled it; the sandbox's org has.
             * @example Marie
             */
            MiddleName?: string | null;
            /**
             * @description Only in an org that enabled it; the sandbox's org has.
             * @example PhD
             */
            Suffix?: string | null;
            /**
             * @description Not restricted. The length is assumed.
             * @example Ms.
             */
            Salutation?: string | null;
            /**
             * @description Job title. The length is assumed.
             * @example Engineering Manager
             */
            Title?: string | null;
            /**
             * @description Not unique. That an upsert may use it as its field (`idLookup`), and then may meet several leads, is assumed.
             * @example jane@example.com
             */
            Email?: string | null;
            /**
             * @description Salesforce publishes the length for `Fax`; the other phone fields are assumed to have the same.
             * @example +1 23 456-78-90
             */
            Phone?: string | null;
            /** @example +1 23 456-78-91 */
            MobilePhone?: string | null;
            /** @example +1 23 456-78-92 */
            Fax?: string | null;
            /** @example 1 Market Street */
            Street?: string | null;
            /** @example San Francisco */
            City?: string | null;
            /**
             * @description Spelled out: `California`, not `CA`. GitLab's org takes a state only for United States, Canada, Ireland, India, Brazil, Australia, China,
             *     Italy and Mexico. Source: GitLab handbook, marketing-operations/marketo. The refusal, FIELD_INTEGRITY_EXCEPTION
             *     `There's a problem with this state, even though it may appear correct. Please select a state from the list of valid states.: State/Province`, is assumed.
             * @example California
             */
            State?: string | null;
            /** @example 94105 */
            PostalCode?: string | null;
            /**
             * @description The name exactly as Salesforce spells it, never a code: a lead whose country is not in the picklist does not sync.
             *     Source: GitLab handbook, marketing-operations/marketo. The refusal, FIELD_INTEGRITY_EXCEPTION `There's a problem with this country, even though
             *     it may appear correct. Please select a country/territory from the list of valid countries.: Country`, is that of orgs with country picklists;
             *     that GitLab's org answers so is assumed.
             * @example United States
             */
            Country?: string | null;
            /**
             * @description Together with `Longitude` or not at all, else FIELD_INTEGRITY_EXCEPTION. Precision and scale are assumed.
             * @example 37.79
             */
            Latitude?: number | null;
            /**
             * @description Together with `Latitude` or not at all, else FIELD_INTEGRITY_EXCEPTION. Precision and scale are assumed.
             * @example -122.39
             */
            Longitude?: number | null;
            /**
             * @description How exact the coordinates are. The length and that the picklist is restricted are assumed.
             * @example Zip
             */
            GeocodeAccuracy?: string | null;
            /**
             * @description Free text. The length is assumed.
             * @example https://acme.example
             */
            Website?: string | null;
            /** @example Met at KubeCon. */
            Description?: string | null;
            /**
             * @description Not restricted. The values are some of those in GitLab's public warehouse models; the length is assumed.
             * @example Trial - GitLab.com
             */
            LeadSource?: string | null;
            /**
             * @description Not restricted; the values of GitLab's org are not public, so that the picklist is empty.
             * @example Software
             */
            Industry?: string | null;
            /**
             * @description Not restricted. The length is assumed.
             * @example Hot
             */
            Rating?: string | null;
            /**
             * @description A JSON text instead of a number is refused with JSON_PARSER_ERROR.
             * @example 1000000
             */
            AnnualRevenue?: number | null;
            /**
             * @description At most eight digits, which is assumed.
             * @example 50
             */
            NumberOfEmployees?: number | null;
            /**
             * @description Whether the owner has not looked at the lead yet. That it starts as false is assumed.
             * @example false
             */
            IsUnreadByOwner?: boolean;
            /** @example false */
            HasOptedOutOfEmail?: boolean;
            /** @example false */
            HasOptedOutOfFax?: boolean;
            /** @example false */
            DoNotCall?: boolean;
            /**
             * @description Key of the company at Data.com.
             * @example null
             */
            Jigsaw?: string | null;
            /**
             * @description State against Data.com. That it is writable, its length and its values (none listed) are assumed.
             * @example null
             */
            CleanStatus?: string | null;
            /**
             * @description D-U-N-S number. That it is writable is assumed.
             * @example null
             */
            CompanyDunsNumber?: string | null;
            /**
             * @description The company's D&B record. That it is writable is assumed.
             * @example null
             */
            DandbCompanyId?: string | null;
            /**
             * @description The person's data privacy record. That it is writable is assumed.
             * @example null
             */
            IndividualId?: string | null;
            /**
             * @description Marketo's numeric id of the person, as text: the external id that Marketo's sync upserts by. The field is assumed; Marketo's own key is not public.
             * @example 50
             */
            Marketo_Lead_Id__c?: string | null;
            /**
             * @description Marketo's person score. Source of name and type - Marketo product docs, step-1-of-3-add-marketo-fields.
             * @example 185
             */
            mkto71_Lead_Score__c?: number | null;
            /**
             * @description The share of the score that comes from what the person did. The name is in GitLab's public warehouse models; the type is assumed.
             * @example 100
             */
            Behavior_Score__c?: number | null;
            /**
             * @description The share of the score that comes from who the person is.
             * @example 85
             */
            Demographic_Score__c?: number | null;
            /**
             * @description When the person became a marketing-qualified lead. Salesforce also reads other ISO 8601 forms; Marketo's sync writes this one.
             * @example 2024-01-01T00:04:00.000+0000
             */
            MQL_DateTime__c?: string | null;
            /** @example HandRaise PQL - Contact Us on 2024-01-01 */
            Last_Interesting_Moment__c?: string | null;
            /**
             * @description The name is in GitLab's public warehouse models; that it is a checkbox is assumed.
             * @example true
             */
            PQL_Product_Qualified_Lead__c?: boolean;
            /**
             * @description GitLab's id of the namespace, as text. The name is in GitLab's public warehouse models; that it is a text is assumed.
             * @example 1000
             */
            PQL_Namespace_Id__c?: string | null;
            /**
             * @description What the user did.
             * @example Hand Raise PQL
             */
            Product_Interaction__c?: string | null;
            /**
             * @description The message for the sales team.
             * @example I want to talk to sales.
             */
            Comment_Capture__c?: string | null;
            /**
             * @description Where in the product the form was.
             * @example group-billing
             */
            GLM_Content__c?: string | null;
            /**
             * @description The site the person came from.
             * @example gitlab.com
             */
            GLM_Source__c?: string | null;
            /**
             * @description Company size by bucket, not restricted. The name is in GitLab's public warehouse models; the values are the ids of GitLab's forms.
             * @example 1-99
             */
            Employee_Buckets__c?: string | null;
            /**
             * @description The namespace's plan when the form was sent.
             * @example free
             */
            Existing_Plan__c?: string | null;
            /**
             * @description The type is that of the Marketo field of this name.
             * @example true
             */
            Setup_for_Company_Team_Use__c?: boolean;
            /**
             * @description Whether the person wants e-mails.
             * @example true
             */
            Opt_In__c?: boolean;
            /** @example software_developer */
            Role__c?: string | null;
            /**
             * @description Job to be done.
             * @example move_repository
             */
            Signup_Reason__c?: string | null;
            /** @example English */
            Preferred_Language__c?: string | null;
            /**
             * Format: date
             * @example 2024-01-01
             */
            Trial_Start_Date__c?: string | null;
            /** @example false */
            Currently_in_Trial__c?: boolean;
            /**
             * @description Whether the lead became a contact. A converted lead refuses updates with CANNOT_UPDATE_CONVERTED_LEAD.
             * @example false
             */
            IsConverted?: boolean;
            /** @example null */
            EmailBouncedReason?: string | null;
            /** @example null */
            EmailBouncedDate?: string | null;
        };
        /**
         * @description A queue that may own leads (object Group). Its key prefix is assumed.
         * @example {
         *       "Id": "00G000000000001EAA",
         *       "Name": "Hand Raise PQL",
         *       "DeveloperName": "Hand_Raise_PQL"
         *     }
         */
        SalesforceQueueRow: {
            /** @example 00G000000000001EAA */
            Id: string;
            /** @example Hand Raise PQL */
            Name: string;
            /**
             * @description Name in code.
             * @example Hand_Raise_PQL
             */
            DeveloperName: string;
        };
        /**
         * @example {
         *       "field": "Product_Interaction__c",
         *       "operator": "equals",
         *       "value": "Hand Raise PQL"
         *     }
         * @example {
         *       "field": "Country",
         *       "operator": "in",
         *       "value": [
         *         "United States",
         *         "Canada"
         *       ]
         *     }
         */
        SalesforceCondition: {
            /**
             * @description A field of the lead.
             * @example Product_Interaction__c
             */
            field: string;
            /**
             * @example equals
             * @enum {string}
             */
            operator: "equals" | "notEqual" | "startsWith" | "in";
            /**
             * @description Compared with the field as text (`true`, `185`); a list with `in`, else one text.
             * @example Hand Raise PQL
             */
            value: string | string[];
        };
        /**
         * @description Who gets a new lead. The rules are tried in their order; the first whose conditions all hold makes its queue the owner.
         *     GitLab's own rules are not public.
         * @example {
         *       "id": "01Q000000000001EAA",
         *       "order": 1,
         *       "queue_id": "00G000000000001EAA",
         *       "conditions": [
         *         {
         *           "field": "Product_Interaction__c",
         *           "operator": "equals",
         *           "value": "Hand Raise PQL"
         *         },
         *         {
         *           "field": "Country",
         *           "operator": "in",
         *           "value": [
         *             "United States",
         *             "Canada"
         *           ]
         *         }
         *       ]
         *     }
         * @example {
         *       "id": "01Q000000000002EAA",
         *       "order": 2,
         *       "queue_id": "00G000000000001EAA",
         *       "conditions": []
         *     }
         */
        SalesforceAssignmentRuleRow: {
            /**
             * @description What `Sforce-Auto-Assign` may name.
             * @example 01Q000000000001EAA
             */
            id: string;
            /**
             * @description Lowest first.
             * @example 1
             */
            order: number;
            /** @example 00G000000000001EAA */
            queue_id: string;
            /** @description All must hold; none always does. */
            conditions: components["schemas"]["SalesforceCondition"][];
        };
        /**
         * @description A duplicate rule for leads of the same e-mail. Whether one is active in GitLab's org is not public, so the standard rule starts switched off.
         *     A real matching rule also compares names and companies; that it is the e-mail alone is assumed.
         * @example {
         *       "id": "Standard_Lead_Duplicate_Rule",
         *       "match_rule": "Standard_Lead_Match_Rule_v1_0",
         *       "match_engine": "FuzzyMatchEngine",
         *       "active": false,
         *       "allow_save": true,
         *       "message": "Use one of these records?"
         *     }
         */
        SalesforceDuplicateRuleRow: {
            /**
             * @description Name in code.
             * @example Standard_Lead_Duplicate_Rule
             */
            id: string;
            /**
             * @description Name in code of the matching rule.
             * @example Standard_Lead_Match_Rule_v1_0
             */
            match_rule: string;
            /**
             * @example FuzzyMatchEngine
             * @enum {string}
             */
            match_engine: "FuzzyMatchEngine" | "ExactMatchEngine";
            /** @example false */
            active: boolean;
            /**
             * @description Whether `Sforce-Duplicate-Rule-Header: allowSave=true` saves in spite of it.
             * @example true
             */
            allow_save: boolean;
            /** @example Use one of these records? */
            message: string;
        };
        /**
         * @example {
         *       "Id": "001000000000001AAA",
         *       "Name": "ACME"
         *     }
         */
        SalesforceAccountRow: {
            /** @example 001000000000001AAA */
            Id: string;
            /**
             * @description Whether the record is in the recycle bin.
             * @example false
             */
            IsDeleted?: boolean;
            /** @example 2024-01-01T00:05:00.000+0000 */
            CreatedDate?: string;
            /** @example 005000000000001AAA */
            CreatedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            LastModifiedDate?: string;
            /** @example 005000000000001AAA */
            LastModifiedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            SystemModstamp?: string;
            /**
             * @description The token's user unless another is named.
             * @example 005000000000001AAA
             */
            OwnerId?: string;
            /** @example ACME */
            Name: string;
            /** @example null */
            ParentId?: string | null;
            /** @example Prospect */
            Type?: string | null;
            /** @example Trial - GitLab.com */
            AccountSource?: string | null;
            /** @example Software */
            Industry?: string | null;
            /** @example +1 23 456-78-90 */
            Phone?: string | null;
            /** @example https://acme.example */
            Website?: string | null;
            /** @example 1000000 */
            AnnualRevenue?: number | null;
            /** @example 50 */
            NumberOfEmployees?: number | null;
            /** @example 1 Market Street */
            BillingStreet?: string | null;
            /** @example San Francisco */
            BillingCity?: string | null;
            /** @example California */
            BillingState?: string | null;
            /** @example 94105 */
            BillingPostalCode?: string | null;
            /** @example United States */
            BillingCountry?: string | null;
            /** @example Met at KubeCon. */
            Description?: string | null;
        };
        /**
         * @example {
         *       "Id": "003000000000001AAA",
         *       "LastName": "Doe"
         *     }
         */
        SalesforceContactRow: {
            /** @example 003000000000001AAA */
            Id: string;
            /**
             * @description Whether the record is in the recycle bin.
             * @example false
             */
            IsDeleted?: boolean;
            /** @example 2024-01-01T00:05:00.000+0000 */
            CreatedDate?: string;
            /** @example 005000000000001AAA */
            CreatedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            LastModifiedDate?: string;
            /** @example 005000000000001AAA */
            LastModifiedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            SystemModstamp?: string;
            /**
             * @description The token's user unless another is named.
             * @example 005000000000001AAA
             */
            OwnerId?: string;
            /**
             * @description First and last name, joined by Salesforce.
             * @example Jane Doe
             */
            Name?: string;
            /** @example Doe */
            LastName: string;
            /** @example Jane */
            FirstName?: string | null;
            /** @example Ms. */
            Salutation?: string | null;
            /** @example 001000000000001AAA */
            AccountId?: string | null;
            /**
             * @description Not unique. That an upsert may use it as its field is assumed.
             * @example jane@example.com
             */
            Email?: string | null;
            /** @example +1 23 456-78-90 */
            Phone?: string | null;
            /** @example +1 23 456-78-91 */
            MobilePhone?: string | null;
            /** @example Engineering Manager */
            Title?: string | null;
            /** @example Trial - GitLab.com */
            LeadSource?: string | null;
            /** @example 1 Market Street */
            MailingStreet?: string | null;
            /** @example San Francisco */
            MailingCity?: string | null;
            /** @example California */
            MailingState?: string | null;
            /** @example 94105 */
            MailingPostalCode?: string | null;
            /** @example United States */
            MailingCountry?: string | null;
            /** @example false */
            HasOptedOutOfEmail?: boolean;
            /** @example Met at KubeCon. */
            Description?: string | null;
        };
        /**
         * @example {
         *       "Id": "006000000000001AAA",
         *       "Name": "ACME - Ultimate",
         *       "StageName": "0-Pending Acceptance",
         *       "CloseDate": "2024-03-31"
         *     }
         */
        SalesforceOpportunityRow: {
            /** @example 006000000000001AAA */
            Id: string;
            /**
             * @description Whether the record is in the recycle bin.
             * @example false
             */
            IsDeleted?: boolean;
            /** @example 2024-01-01T00:05:00.000+0000 */
            CreatedDate?: string;
            /** @example 005000000000001AAA */
            CreatedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            LastModifiedDate?: string;
            /** @example 005000000000001AAA */
            LastModifiedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            SystemModstamp?: string;
            /**
             * @description The token's user unless another is named.
             * @example 005000000000001AAA
             */
            OwnerId?: string;
            /** @example ACME - Ultimate */
            Name: string;
            /** @example 001000000000001AAA */
            AccountId?: string | null;
            /**
             * @description Not restricted. The values are some of those in the GitLab handbook's opportunity stages, the length is assumed.
             * @example 0-Pending Acceptance
             */
            StageName: string;
            /**
             * Format: date
             * @example 2024-03-31
             */
            CloseDate: string;
            /** @example 11880 */
            Amount?: number | null;
            /** @example Trial - GitLab.com */
            LeadSource?: string | null;
            /** @example Call Jane */
            NextStep?: string | null;
            /**
             * @description Whether the stage ends the opportunity.
             * @example false
             */
            IsClosed?: boolean;
            /**
             * @description Whether the stage is a won one.
             * @example false
             */
            IsWon?: boolean;
            /** @example Met at KubeCon. */
            Description?: string | null;
        };
        /**
         * @example {
         *       "Id": "00T000000000001AAA",
         *       "Subject": "Call",
         *       "WhoId": "00Q000000000001EAA"
         *     }
         */
        SalesforceTaskRow: {
            /** @example 00T000000000001AAA */
            Id: string;
            /**
             * @description Whether the record is in the recycle bin.
             * @example false
             */
            IsDeleted?: boolean;
            /** @example 2024-01-01T00:05:00.000+0000 */
            CreatedDate?: string;
            /** @example 005000000000001AAA */
            CreatedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            LastModifiedDate?: string;
            /** @example 005000000000001AAA */
            LastModifiedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            SystemModstamp?: string;
            /**
             * @description The token's user unless another is named.
             * @example 005000000000001AAA
             */
            OwnerId?: string;
            /** @example Call */
            Subject?: string | null;
            /** @example Not Started */
            Status?: string;
            /** @example Normal */
            Priority?: string;
            /**
             * Format: date
             * @description When it is due.
             * @example 2024-01-03
             */
            ActivityDate?: string | null;
            /**
             * @description Whom it is about.
             * @example 00Q000000000001EAA
             */
            WhoId?: string | null;
            /**
             * @description What it is about.
             * @example null
             */
            WhatId?: string | null;
            /**
             * @description Whether the status is a closed one.
             * @example false
             */
            IsClosed?: boolean;
            /** @example Met at KubeCon. */
            Description?: string | null;
        };
        /**
         * @example {
         *       "Id": "701000000000001AAA",
         *       "Name": "PQL - Hand Raise",
         *       "IsActive": true
         *     }
         */
        SalesforceCampaignRow: {
            /** @example 701000000000001AAA */
            Id: string;
            /**
             * @description Whether the record is in the recycle bin.
             * @example false
             */
            IsDeleted?: boolean;
            /** @example 2024-01-01T00:05:00.000+0000 */
            CreatedDate?: string;
            /** @example 005000000000001AAA */
            CreatedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            LastModifiedDate?: string;
            /** @example 005000000000001AAA */
            LastModifiedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            SystemModstamp?: string;
            /**
             * @description The token's user unless another is named.
             * @example 005000000000001AAA
             */
            OwnerId?: string;
            /** @example PQL - Hand Raise */
            Name: string;
            /**
             * @description Marketo maps its programs to active campaigns. Source - GitLab handbook, marketing-operations/marketo.
             * @example true
             */
            IsActive?: boolean;
            /** @example Gated Content */
            Type?: string | null;
            /** @example Planned */
            Status?: string | null;
            /**
             * Format: date
             * @example 2024-01-01
             */
            StartDate?: string | null;
            /**
             * Format: date
             * @example 2024-12-31
             */
            EndDate?: string | null;
            /** @example Met at KubeCon. */
            Description?: string | null;
        };
        /**
         * @example {
         *       "Id": "00v000000000001AAA",
         *       "CampaignId": "701000000000001AAA",
         *       "LeadId": "00Q000000000001EAA"
         *     }
         */
        SalesforceCampaignMemberRow: {
            /** @example 00v000000000001AAA */
            Id: string;
            /**
             * @description Whether the record is in the recycle bin.
             * @example false
             */
            IsDeleted?: boolean;
            /** @example 2024-01-01T00:05:00.000+0000 */
            CreatedDate?: string;
            /** @example 005000000000001AAA */
            CreatedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            LastModifiedDate?: string;
            /** @example 005000000000001AAA */
            LastModifiedById?: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            SystemModstamp?: string;
            /** @example 701000000000001AAA */
            CampaignId: string;
            /**
             * @description This or `ContactId`.
             * @example 00Q000000000001EAA
             */
            LeadId?: string | null;
            /**
             * @description This or `LeadId`.
             * @example null
             */
            ContactId?: string | null;
            /**
             * @description `Sent` and `Responded` are Salesforce's own (assumed); a campaign may have others.
             * @example Sent
             */
            Status?: string | null;
            /**
             * @description Whether the status says so.
             * @example false
             */
            HasResponded?: boolean;
            /**
             * Format: date
             * @example null
             */
            FirstRespondedDate?: string | null;
            /**
             * @description The contact once there is one.
             * @example 00Q000000000001EAA
             */
            LeadOrContactId?: string | null;
            /** @example Lead */
            Type?: string | null;
        };
        /**
         * @description A validation rule: a record for which all conditions hold is refused with FIELD_CUSTOM_VALIDATION_EXCEPTION. GitLab's own are not public, so
         *     that a new org has none. That duplicate rules, unique fields and assignment come after it is assumed.
         * @example {
         *       "id": "No_Competitors",
         *       "object": "Lead",
         *       "active": true,
         *       "conditions": [
         *         {
         *           "field": "Company",
         *           "operator": "equals",
         *           "value": "Initech"
         *         }
         *       ],
         *       "message": "Leads of competitors are not kept.",
         *       "field": "Company"
         *     }
         */
        SalesforceValidationRuleRow: {
            /**
             * @description Name in code.
             * @example No_Competitors
             */
            id: string;
            /** @example Lead */
            object: string;
            /** @example true */
            active: boolean;
            conditions: components["schemas"]["SalesforceCondition"][];
            /** @example Leads of competitors are not kept. */
            message: string;
            /**
             * @description The field that the message stands at.
             * @example Company
             */
            field?: string;
        };
        /**
         * @description An ingest job and how far it is. Its data and its results are rows of their own, so that progress costs no more than it changes.
         * @example {
         *       "id": "750000000000001AAA",
         *       "operation": "insert",
         *       "object": "Lead",
         *       "version": "v66.0",
         *       "created_at": "2024-01-01T00:05:00.000+0000",
         *       "updated_at": "2024-01-01T00:05:00.000+0000",
         *       "state": "Open",
         *       "line_ending": "LF",
         *       "column_delimiter": "COMMA"
         *     }
         */
        SalesforceIngestJobRow: {
            /** @example 750000000000001AAA */
            id: string;
            /**
             * @description `hardDelete`, which needs a permission of its own, is left out.
             * @example upsert
             * @enum {string}
             */
            operation: "insert" | "update" | "upsert" | "delete";
            /**
             * @description Name of the object.
             * @example Lead
             */
            object: string;
            /**
             * @description For an upsert.
             * @example Marketo_Lead_Id__c
             */
            external_id_field?: string;
            /**
             * @description The assignment rule for leads; without it none runs (assumed).
             * @example 01Q000000000001EAA
             */
            assignment_rule_id?: string;
            /** @example v66.0 */
            version: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            created_at: string;
            /** @example 2024-01-01T00:05:00.000+0000 */
            updated_at: string;
            /**
             * @example Open
             * @enum {string}
             */
            state: "Open" | "UploadComplete" | "InProgress" | "Aborted" | "JobComplete" | "Failed";
            /**
             * @description LF unless said.
             * @example LF
             * @enum {string}
             */
            line_ending: "LF" | "CRLF";
            /**
             * @description COMMA unless said.
             * @example COMMA
             * @enum {string}
             */
            column_delimiter: "BACKQUOTE" | "CARET" | "COMMA" | "PIPE" | "SEMICOLON" | "TAB";
            /**
             * @description Where in the data, in characters, the first record is that was not processed; absent before the first record is.
             * @example 25
             */
            next?: number;
            /**
             * @description Records that were processed.
             * @example 1
             */
            records?: number;
            /**
             * @description Records that were refused.
             * @example 0
             */
            failures?: number;
            /**
             * @description Why the job failed.
             * @example InvalidBatch : Field name not found : Shoe
             */
            error?: string;
        };
        /**
         * @description The data of an ingest job, as it was uploaded.
         * @example {
         *       "id": "750000000000001AAA",
         *       "data": "LastName,Company\nDoe,ACME\n"
         *     }
         */
        SalesforceIngestUploadRow: {
            /**
             * @description Id of the job.
             * @example 750000000000001AAA
             */
            id: string;
            /**
             * @example LastName,Company
             *     Doe,ACME
             */
            data: string;
        };
        /**
         * @description The results of records that an ingest job processed in one transaction, as CSV without a header line.
         * @example {
         *       "id": 1,
         *       "job_id": "750000000000001AAA",
         *       "successful": "\"00Q000000000001EAA\",\"true\",\"Doe\",\"ACME\"\n",
         *       "failed": ""
         *     }
         */
        SalesforceIngestResultRow: {
            /** @example 1 */
            id: number;
            /** @example 750000000000001AAA */
            job_id: string;
            /** @example "00Q000000000001EAA","true","Doe","ACME" */
            successful: string;
            /** @example  */
            failed: string;
        };
        /**
         * @description Rows by system and table.
         * @example {
         *       "workato": {
         *         "recipes": [
         *           {
         *             "id": 39999,
         *             "name": "SaaS trials & registrations",
         *             "running": false,
         *             "version": 1
         *           }
         *         ]
         *       }
         *     }
         */
        ControlSeed: {
            gitlab?: components["schemas"]["GitlabTables"];
            customersdot?: components["schemas"]["CustomersdotTables"];
            platypus?: components["schemas"]["PlatypusTables"];
            workato?: components["schemas"]["WorkatoTables"];
            marketo?: components["schemas"]["MarketoTables"];
            salesforce?: components["schemas"]["SalesforceTables"];
        };
        ControlSeeded: {
            /** @example 1 */
            rows: number;
        };
        /**
         * @example {
         *       "action": "advance",
         *       "seconds": 3600
         *     }
         * @example {
         *       "action": "freeze",
         *       "now": "2024-01-01T00:00:00.000Z"
         *     }
         */
        ControlClockMove: {
            /** @constant */
            action: "freeze";
            now?: components["schemas"]["ControlStamp"];
        } | {
            /** @constant */
            action: "advance";
            /** @example 3600 */
            seconds: number;
        } | {
            /** @constant */
            action: "resume";
        } | {
            /** @constant */
            action: "reset";
        };
        ControlEnv: {
            /**
             * @description Values by name.
             * @example {
             *       "CUSTOMER_PORTAL_URL": "http://127.0.0.1:4002"
             *     }
             */
            variables: {
                [key: string]: string;
            };
        };
        /**
         * @description What the sandbox itself remembers, such as how far its clock was moved.
         * @example {
         *       "id": "clock",
         *       "value": {
         *         "offset": 0
         *       }
         *     }
         */
        ControlSetting: {
            /** @example clock */
            id: string;
            /**
             * @example {
             *       "offset": 0
             *     }
             */
            value: {
                [key: string]: unknown;
            };
        };
        /**
         * @description Which traces wrote the fields of a row that several leads share. There is one once leads overlap.
         * @example {
         *       "id": "marketo.leads 50",
         *       "fields": {
         *         "firstName": "4bf92f3577b34da6a3ce929d0e0e4736"
         *       }
         *     }
         */
        ControlWriters: {
            /**
             * @description Table and key of the row.
             * @example marketo.leads 50
             */
            id: string;
            /** @description The trace that wrote a field last, by the field's name. */
            fields: {
                [key: string]: components["schemas"]["ControlTraceId"];
            };
        };
    };
    responses: {
        /** @description CustomersDot has taken the lead. No body. */
        GitlabHandRaised: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /**
         * @description There is no body, or its Content-Type is another one. The page is assumed. A body that is malformed never comes here: a middleware answers it with
         *     400 `Bad Request` in plain text.
         */
        GitlabMalformed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/html": components["schemas"]["GitlabPage"];
            };
        };
        /**
         * @description CustomersDot did not take the lead, for whatever reason. A page for a browser; the real GitLab answers requests for JSON with an empty body,
         *     the sandbox always with the page.
         */
        GitlabLeadRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/html": components["schemas"]["GitlabPage"];
            };
        };
        /**
         * @description No such namespace among the user's, or the feature is off, as on every GitLab but GitLab.com. For hand raises also: not signed in.
         *     A page for a browser; the real GitLab answers requests for JSON with an empty body, the sandbox always with the page.
         */
        GitlabPageNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/html": components["schemas"]["GitlabPage"];
            };
        };
        /** @description The body is too large. The limit and the page are assumed. */
        GitlabPageTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/html": components["schemas"]["GitlabPage"];
            };
        };
        /** @description The namespace, or every namespace of the user, is not eligible for this trial. */
        GitlabTrialRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/html": components["schemas"]["GitlabPage"];
            };
        };
        /** @description The namespace. */
        GitlabNamespaceShown: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GitlabNamespace"];
            };
        };
        /** @description The token is missing or not valid. */
        GitlabApiUnauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GitlabUnauthorized"];
            };
        };
        /** @description The token is not an admin's. */
        GitlabApiForbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GitlabForbidden"];
            };
        };
        /** @description No such namespace, or it has no subscription to change. */
        GitlabApiNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GitlabNotFound"];
            };
        };
        /**
         * @description A parameter is missing or of the wrong type (`error`), or the record is not valid (`message`, by field): seats and start date
         *     are present, a trial has both its dates and ends after it starts, a namespace has one subscription.
         *     For a malformed body the text is assumed.
         */
        GitlabApiInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GitlabInvalid"];
            };
        };
        /** @description The body is too large. The limit and the text are assumed. */
        GitlabApiTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GitlabTooLarge"];
            };
        };
        /** @description The subscription. */
        GitlabSubscriptionShown: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GitlabSubscription"];
            };
        };
        /** @description The lead is recorded and will be handed on. */
        CustomersdotLeadAccepted: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CustomersdotLeadCreated"];
            };
        };
        /** @description The body is not JSON, or a parameter that must be there is missing. */
        CustomersdotBadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CustomersdotError"];
            };
        };
        /** @description The admin headers are missing or wrong. */
        CustomersdotUnauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CustomersdotError"];
            };
        };
        /**
         * @description The credentials are right, but the account is blocked (`active: false` in `admins`); that this is the cause is assumed.
         *     GitLab 19.3 takes it for an ordinary failure and does not log it.
         */
        CustomersdotForbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CustomersdotError"];
            };
        };
        /** @description The body is too large. */
        CustomersdotTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CustomersdotError"];
            };
        };
        /** @description The body is not declared as JSON. */
        CustomersdotUnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CustomersdotError"];
            };
        };
        /** @description A value is not valid, the trial was used before, or GitLab did not apply it. That the last one is a 422 is assumed. */
        CustomersdotUnprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CustomersdotErrors"];
            };
        };
        /** @description GitLab knows no such namespace. */
        CustomersdotNamespaceNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CustomersdotError"];
            };
        };
        /** @description The credentials or the form of the request are refused. */
        PlatypusTokenRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PlatypusTokenError"];
            };
        };
        /** @description The request is refused. */
        PlatypusFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PlatypusError"];
            };
        };
        /** @description The credentials or the form of the request are refused. */
        WorkatoTokenRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WorkatoTokenError"];
            };
        };
        /** @description The payload is larger than 5 MB. */
        WorkatoFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WorkatoError"];
            };
        };
        /** @description The token is missing or wrong. */
        WorkatoDeveloperUnauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WorkatoError"];
            };
        };
        /** @description There is no such recipe, or it has no such job. The text is assumed. */
        WorkatoRecordNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WorkatoError"];
            };
        };
        /** @description A parameter or the body is not valid. */
        WorkatoDeveloperInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WorkatoInvalid"];
            };
        };
        /** @description Too many calls of the Developer API; the call does not count. The text is assumed. */
        WorkatoTooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WorkatoError"];
            };
        };
        /**
         * @description The URI is longer than 8 KB. That the reply has no body is assumed. The way out is a POST with `_method=GET`, in the URL or in the
         *     body, and the query as the body.
         */
        MarketoUriTooLong: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The body is larger than 1 MB. That the reply has no body is assumed. */
        MarketoBodyTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The URI is longer than 16,384 bytes. The body is not published; none is assumed, as is that the limit holds for all resources. */
        SalesforceUriTooLong: {
            headers: {
                /**
                 * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                 *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                 */
                "Sforce-Limit-Info"?: string;
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The session id is missing, unknown or expired (INVALID_SESSION_ID, INVALID_AUTH_HEADER). */
        SalesforceUnauthorized: {
            headers: {
                /**
                 * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                 *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                 */
                "Sforce-Limit-Info"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SalesforceErrors"];
            };
        };
        /** @description The day's calls are used up (REQUEST_LIMIT_EXCEEDED) or the user may not do this (INSUFFICIENT_ACCESS). */
        SalesforceForbidden: {
            headers: {
                /**
                 * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                 *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                 */
                "Sforce-Limit-Info"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SalesforceErrors"];
            };
        };
        /** @description No such version, record or external id field (NOT_FOUND), or the record is deleted (ENTITY_IS_DELETED, whose status is assumed). */
        SalesforceNotFound: {
            headers: {
                /**
                 * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                 *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                 */
                "Sforce-Limit-Info"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SalesforceErrors"];
            };
        };
        /** @description The instance is not reachable for a while (SERVER_UNAVAILABLE). The text is assumed. */
        SalesforceUnavailable: {
            headers: {
                /**
                 * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                 *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                 */
                "Sforce-Limit-Info"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SalesforceErrors"];
            };
        };
        /** @description The body, a field, the query or a rule of the org refuses the request. */
        SalesforceBadRequest: {
            headers: {
                /**
                 * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                 *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                 */
                "Sforce-Limit-Info"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SalesforceErrors"];
            };
        };
        /**
         * @description The path takes other methods only (METHOD_NOT_ALLOWED). It stands at the writing operations, since it is them that are tried on a path
         *     which does not have them.
         */
        SalesforceMethodNotAllowed: {
            headers: {
                /**
                 * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                 *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                 */
                "Sforce-Limit-Info"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SalesforceErrors"];
            };
        };
        /** @description The body is too large. Salesforce documents no such status; status, limit and error code are assumed. */
        SalesforceTooLarge: {
            headers: {
                /**
                 * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                 *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                 */
                "Sforce-Limit-Info"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SalesforceErrors"];
            };
        };
        /** @description The Content-Type is missing or another than the operation takes (UNSUPPORTED_MEDIA_TYPE). */
        SalesforceUnsupportedMediaType: {
            headers: {
                /**
                 * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                 *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                 */
                "Sforce-Limit-Info"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SalesforceErrors"];
            };
        };
        /** @description Several leads have this value. */
        SalesforceMultipleChoices: {
            headers: {
                /**
                 * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                 *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                 */
                "Sforce-Limit-Info"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SalesforceRecordUrls"];
            };
        };
        /** @description The request does not fit this document. */
        ControlRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ControlError"];
            };
        };
        /** @description The access token is missing or wrong. */
        ControlUnauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ControlError"];
            };
        };
        /** @description There is no such thing. */
        ControlUnknown: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ControlError"];
            };
        };
        /** @description The body is larger than 64 MiB. */
        ControlTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ControlError"];
            };
        };
    };
    parameters: {
        /** @description How much of the trial to do. */
        GitlabTrialStep: components["schemas"]["GitlabTrialStep"];
        /** @description The domain the user came from. */
        GitlabGlmSource: components["schemas"]["GitlabGlmSource"];
        /** @description The part of the app the user came from. */
        GitlabGlmContent: components["schemas"]["GitlabGlmContent"];
        /** @description The namespace's id or its URL-encoded path. */
        GitlabNamespaceId: string;
        WorkatoRecipeId: number;
        /** @description Names of the fields wanted, separated by commas; without it id, email, firstName, lastName, createdAt and updatedAt. */
        MarketoFields: string;
        /** @description Rows per page, at most 300, which is also the default. */
        MarketoBatchSize: number;
        /** @description Of the previous page, URL-encoded. */
        MarketoNextPageToken: string;
        /** @description Makes a GET of a POST whose body is the query; without effect along with a GET. */
        MarketoMethod: string;
        /**
         * @deprecated
         * @description The token of those clients that send no Authorization header.
         */
        MarketoAccessToken: string;
        /**
         * @description Ids of people, at most 300: the parameter repeated, or one value with commas. Some clients encode the repetition into one
         *     value, `1&id=2`, which is taken for what it means (assumed).
         */
        MarketoLeadIds: string[];
        /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
        SalesforceVersion: string;
        /**
         * @description `TRUE`, `FALSE` (in any case) or the id of an assignment rule. Absent means TRUE - the active rules run.
         *     Source: Salesforce REST API Developer Guide, headers_autoassign.
         */
        SalesforceAutoAssign: string;
        /** @description `allowSave=true` saves in spite of a duplicate rule that permits saving. */
        SalesforceDuplicateRuleHeader: string;
        /** @description `client=` and the name of the calling application, as jsforce sends it. */
        SalesforceCallOptions: string;
        /** @description Record id, 15 or 18 characters. A malformed one answers 404 NOT_FOUND. */
        SalesforceRecordId: string;
        /** @description Comma-separated names of the fields to return. An unknown one answers 400 INVALID_FIELD. */
        SalesforceFields: string;
        /** @description A field marked as external id (or `idLookup`). Another one answers 404 NOT_FOUND. */
        SalesforceExternalField: string;
        /** @description The value to look for, percent-encoded. */
        SalesforceExternalValue: string;
        /** @description With `true` nothing is created; no match then answers 404 NOT_FOUND (which status it is, is assumed). */
        SalesforceUpdateOnly: boolean;
        /** @description Name of an object, in any case. An unknown one answers 404 NOT_FOUND. */
        SalesforceSobject: string;
        /** @description `batchSize=` 200 to 2000, records per page. The header and its bounds are assumed. */
        SalesforceQueryOptions: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "gitlab.createHandRaiseLead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GitlabHandRaiseLead"];
                "application/x-www-form-urlencoded": components["schemas"]["GitlabHandRaiseLead"];
            };
        };
        responses: {
            200: components["responses"]["GitlabHandRaised"];
            400: components["responses"]["GitlabMalformed"];
            403: components["responses"]["GitlabLeadRefused"];
            404: components["responses"]["GitlabPageNotFound"];
            413: components["responses"]["GitlabPageTooLarge"];
        };
    };
    "gitlab.trackCartAbandonment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GitlabAbandonedCart"];
                "application/x-www-form-urlencoded": components["schemas"]["GitlabAbandonedCart"];
            };
        };
        responses: {
            /** @description The job waits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["GitlabMalformed"];
            404: components["responses"]["GitlabPageNotFound"];
            413: components["responses"]["GitlabPageTooLarge"];
            /** @description The user wants no e-mail, or the plan is neither Premium nor Ultimate; the first counts first. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitlabNotTracked"];
                };
            };
        };
    };
    "gitlab.createHandRaiseLead2023": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GitlabHandRaiseLead2023"];
                "application/x-www-form-urlencoded": components["schemas"]["GitlabHandRaiseLead2023"];
            };
        };
        responses: {
            200: components["responses"]["GitlabHandRaised"];
            400: components["responses"]["GitlabMalformed"];
            403: components["responses"]["GitlabLeadRefused"];
            404: components["responses"]["GitlabPageNotFound"];
            413: components["responses"]["GitlabPageTooLarge"];
        };
    };
    "gitlab.createHandRaiseLead2022": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GitlabHandRaiseLead2022"];
                "application/x-www-form-urlencoded": components["schemas"]["GitlabHandRaiseLead2022"];
            };
        };
        responses: {
            200: components["responses"]["GitlabHandRaised"];
            400: components["responses"]["GitlabMalformed"];
            403: components["responses"]["GitlabLeadRefused"];
            404: components["responses"]["GitlabPageNotFound"];
            413: components["responses"]["GitlabPageTooLarge"];
        };
    };
    "gitlab.createTrial": {
        parameters: {
            query?: {
                /** @description How much of the trial to do. */
                step?: components["parameters"]["GitlabTrialStep"];
                /** @description The domain the user came from. */
                glm_source?: components["parameters"]["GitlabGlmSource"];
                /** @description The part of the app the user came from. */
                glm_content?: components["parameters"]["GitlabGlmContent"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["GitlabTrialForm"];
                "application/json": components["schemas"]["GitlabTrialForm"];
            };
        };
        responses: {
            /**
             * @description The lead or the trial failed: the page "Trial registration unsuccessful" with the button "Resubmit request". In 2023 also
             *     the form again, when the group could not be created.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": components["schemas"]["GitlabPage"];
                };
            };
            /**
             * @description Started: to the group (to its security dashboard for some values of `glm_content`). In 2023, when there is more than one group
             *     to choose from: to `/-/trials/new?step=trial&glm_*&namespace_id`. Not signed in: to `/-/trial_registrations/new?glm_*`.
             */
            302: {
                headers: {
                    /** @description Where the browser goes next, absolute. */
                    Location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["GitlabMalformed"];
            403: components["responses"]["GitlabTrialRefused"];
            404: components["responses"]["GitlabPageNotFound"];
            413: components["responses"]["GitlabPageTooLarge"];
        };
    };
    "gitlab.createDuoProTrial": {
        parameters: {
            query?: {
                /** @description How much of the trial to do. */
                step?: components["parameters"]["GitlabTrialStep"];
                /** @description The domain the user came from. */
                glm_source?: components["parameters"]["GitlabGlmSource"];
                /** @description The part of the app the user came from. */
                glm_content?: components["parameters"]["GitlabGlmContent"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["GitlabDuoTrialForm"];
                "application/json": components["schemas"]["GitlabDuoTrialForm"];
            };
        };
        responses: {
            /**
             * @description The lead or the trial failed: the page "Trial registration unsuccessful" with the button "Resubmit request". In 2023 also
             *     the form again, when the group could not be created.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": components["schemas"]["GitlabPage"];
                };
            };
            /**
             * @description Started: to the group's GitLab Duo settings. Not signed in: to the sign-in page, assumed to be the same as for
             *     `gitlab.createTrial`.
             */
            302: {
                headers: {
                    /** @description Where the browser goes next, absolute. */
                    Location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["GitlabMalformed"];
            403: components["responses"]["GitlabTrialRefused"];
            404: components["responses"]["GitlabPageNotFound"];
            413: components["responses"]["GitlabPageTooLarge"];
        };
    };
    "gitlab.createDuoEnterpriseTrial": {
        parameters: {
            query?: {
                /** @description How much of the trial to do. */
                step?: components["parameters"]["GitlabTrialStep"];
                /** @description The domain the user came from. */
                glm_source?: components["parameters"]["GitlabGlmSource"];
                /** @description The part of the app the user came from. */
                glm_content?: components["parameters"]["GitlabGlmContent"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["GitlabDuoTrialForm"];
                "application/json": components["schemas"]["GitlabDuoTrialForm"];
            };
        };
        responses: {
            /**
             * @description The lead or the trial failed: the page "Trial registration unsuccessful" with the button "Resubmit request". In 2023 also
             *     the form again, when the group could not be created.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": components["schemas"]["GitlabPage"];
                };
            };
            /**
             * @description Started: to the group's GitLab Duo settings. Not signed in: to the sign-in page, assumed to be the same as for
             *     `gitlab.createTrial`.
             */
            302: {
                headers: {
                    /** @description Where the browser goes next, absolute. */
                    Location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["GitlabMalformed"];
            403: components["responses"]["GitlabTrialRefused"];
            404: components["responses"]["GitlabPageNotFound"];
            413: components["responses"]["GitlabPageTooLarge"];
        };
    };
    "gitlab.createTrialLead2022": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["GitlabTrialLead2022"];
                "application/json": components["schemas"]["GitlabTrialLead2022"];
            };
        };
        responses: {
            /** @description The lead failed, the form is shown again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": components["schemas"]["GitlabPage"];
                };
            };
            /** @description Sent: to `/-/trials/select?glm_*`, or to the group when its trial was applied at once. Not signed in: to `/-/trial_registrations/new`. */
            302: {
                headers: {
                    /** @description Where the browser goes next, absolute. */
                    Location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["GitlabMalformed"];
            404: components["responses"]["GitlabPageNotFound"];
            413: components["responses"]["GitlabPageTooLarge"];
        };
    };
    "gitlab.applyTrial2022": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["GitlabTrialApply2022"];
                "application/json": components["schemas"]["GitlabTrialApply2022"];
            };
        };
        responses: {
            /** @description The trial failed, the page to choose a namespace is shown again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": components["schemas"]["GitlabPage"];
                };
            };
            /**
             * @description Applied: to the group with `?trial=true`; to its security dashboard when `glm_content` is `discover-group-security` or
             *     `discover-project-security`. Not signed in: to `/-/trial_registrations/new`.
             */
            302: {
                headers: {
                    /** @description Where the browser goes next, absolute. */
                    Location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["GitlabMalformed"];
            404: components["responses"]["GitlabPageNotFound"];
            413: components["responses"]["GitlabPageTooLarge"];
        };
    };
    "gitlab.listCountries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All countries, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitlabCountries"];
                };
            };
        };
    };
    "gitlab.listCountryStates": {
        parameters: {
            query?: {
                /** @description ISO 3166 alpha-2 code. Without it no country is found. */
                country?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The states by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitlabCountryStates"];
                };
            };
            /** @description No such country; the body is `null`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitlabNoCountry"];
                };
            };
        };
    };
    "gitlab.getNamespace": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The namespace's id or its URL-encoded path. */
                id: components["parameters"]["GitlabNamespaceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["GitlabNamespaceShown"];
            401: components["responses"]["GitlabApiUnauthorized"];
            403: components["responses"]["GitlabApiForbidden"];
            404: components["responses"]["GitlabApiNotFound"];
        };
    };
    "gitlab.updateNamespace": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The namespace's id or its URL-encoded path. */
                id: components["parameters"]["GitlabNamespaceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GitlabNamespaceUpdate"];
            };
        };
        responses: {
            200: components["responses"]["GitlabNamespaceShown"];
            400: components["responses"]["GitlabApiInvalid"];
            401: components["responses"]["GitlabApiUnauthorized"];
            403: components["responses"]["GitlabApiForbidden"];
            404: components["responses"]["GitlabApiNotFound"];
            413: components["responses"]["GitlabApiTooLarge"];
        };
    };
    "gitlab.getSubscription": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The namespace's id or its URL-encoded path. */
                id: components["parameters"]["GitlabNamespaceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["GitlabSubscriptionShown"];
            401: components["responses"]["GitlabApiUnauthorized"];
            403: components["responses"]["GitlabApiForbidden"];
            404: components["responses"]["GitlabApiNotFound"];
        };
    };
    "gitlab.updateSubscription": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The namespace's id or its URL-encoded path. */
                id: components["parameters"]["GitlabNamespaceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GitlabSubscriptionUpdate"];
                "application/x-www-form-urlencoded": components["schemas"]["GitlabSubscriptionUpdate"];
            };
        };
        responses: {
            200: components["responses"]["GitlabSubscriptionShown"];
            400: components["responses"]["GitlabApiInvalid"];
            401: components["responses"]["GitlabApiUnauthorized"];
            403: components["responses"]["GitlabApiForbidden"];
            404: components["responses"]["GitlabApiNotFound"];
            413: components["responses"]["GitlabApiTooLarge"];
        };
    };
    "gitlab.createSubscription": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The namespace's id or its URL-encoded path. */
                id: components["parameters"]["GitlabNamespaceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GitlabSubscriptionCreate"];
                "application/x-www-form-urlencoded": components["schemas"]["GitlabSubscriptionCreate"];
            };
        };
        responses: {
            201: components["responses"]["GitlabSubscriptionShown"];
            400: components["responses"]["GitlabApiInvalid"];
            401: components["responses"]["GitlabApiUnauthorized"];
            403: components["responses"]["GitlabApiForbidden"];
            404: components["responses"]["GitlabApiNotFound"];
            413: components["responses"]["GitlabApiTooLarge"];
        };
    };
    "gitlab.getInternalNamespace": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The namespace's id or its URL-encoded path. */
                id: components["parameters"]["GitlabNamespaceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["GitlabNamespaceShown"];
            401: components["responses"]["GitlabApiUnauthorized"];
            404: components["responses"]["GitlabApiNotFound"];
        };
    };
    "gitlab.updateInternalNamespace": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The namespace's id or its URL-encoded path. */
                id: components["parameters"]["GitlabNamespaceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GitlabNamespaceUpdate"];
            };
        };
        responses: {
            200: components["responses"]["GitlabNamespaceShown"];
            400: components["responses"]["GitlabApiInvalid"];
            401: components["responses"]["GitlabApiUnauthorized"];
            404: components["responses"]["GitlabApiNotFound"];
            413: components["responses"]["GitlabApiTooLarge"];
        };
    };
    "gitlab.getInternalSubscription": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The namespace's id or its URL-encoded path. */
                id: components["parameters"]["GitlabNamespaceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["GitlabSubscriptionShown"];
            401: components["responses"]["GitlabApiUnauthorized"];
            404: components["responses"]["GitlabApiNotFound"];
        };
    };
    "gitlab.updateInternalSubscription": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The namespace's id or its URL-encoded path. */
                id: components["parameters"]["GitlabNamespaceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GitlabSubscriptionUpdate"];
                "application/x-www-form-urlencoded": components["schemas"]["GitlabSubscriptionUpdate"];
            };
        };
        responses: {
            200: components["responses"]["GitlabSubscriptionShown"];
            400: components["responses"]["GitlabApiInvalid"];
            401: components["responses"]["GitlabApiUnauthorized"];
            404: components["responses"]["GitlabApiNotFound"];
            413: components["responses"]["GitlabApiTooLarge"];
        };
    };
    "gitlab.createInternalSubscription": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The namespace's id or its URL-encoded path. */
                id: components["parameters"]["GitlabNamespaceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GitlabSubscriptionCreate"];
                "application/x-www-form-urlencoded": components["schemas"]["GitlabSubscriptionCreate"];
            };
        };
        responses: {
            201: components["responses"]["GitlabSubscriptionShown"];
            400: components["responses"]["GitlabApiInvalid"];
            401: components["responses"]["GitlabApiUnauthorized"];
            404: components["responses"]["GitlabApiNotFound"];
            413: components["responses"]["GitlabApiTooLarge"];
        };
    };
    "gitlab.provisionNamespace": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The namespace's id or its URL-encoded path. */
                id: components["parameters"]["GitlabNamespaceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GitlabProvisionRequest"];
            };
        };
        responses: {
            /** @description All of it is provisioned. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitlabProvisionResult"];
                };
            };
            /** @description A parameter is missing or of the wrong type (`error`), or the namespace is a subgroup (`message`). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitlabProvisionRefused"];
                };
            };
            401: components["responses"]["GitlabApiUnauthorized"];
            404: components["responses"]["GitlabApiNotFound"];
            413: components["responses"]["GitlabApiTooLarge"];
            /** @description At least one part is not; the others are. The texts are those of Rails, assumed where they are about add-ons. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitlabProvisionResult"];
                };
            };
        };
    };
    "customersdot.createHandRaiseLead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomersdotHandRaiseLead"];
            };
        };
        responses: {
            201: components["responses"]["CustomersdotLeadAccepted"];
            400: components["responses"]["CustomersdotBadRequest"];
            401: components["responses"]["CustomersdotUnauthorized"];
            403: components["responses"]["CustomersdotForbidden"];
            413: components["responses"]["CustomersdotTooLarge"];
            415: components["responses"]["CustomersdotUnsupportedMediaType"];
            422: components["responses"]["CustomersdotUnprocessable"];
        };
    };
    "customersdot.createTrial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomersdotTrialRequest"];
            };
        };
        responses: {
            /** @description The lead is recorded, or the trial is applied. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomersdotCreated"];
                };
            };
            400: components["responses"]["CustomersdotBadRequest"];
            401: components["responses"]["CustomersdotUnauthorized"];
            403: components["responses"]["CustomersdotForbidden"];
            404: components["responses"]["CustomersdotNamespaceNotFound"];
            413: components["responses"]["CustomersdotTooLarge"];
            415: components["responses"]["CustomersdotUnsupportedMediaType"];
            422: components["responses"]["CustomersdotUnprocessable"];
        };
    };
    "customersdot.createAddonTrial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomersdotAddonTrialRequest"];
            };
        };
        responses: {
            /** @description The lead is recorded, or the trial is applied. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomersdotCreated"];
                };
            };
            400: components["responses"]["CustomersdotBadRequest"];
            401: components["responses"]["CustomersdotUnauthorized"];
            403: components["responses"]["CustomersdotForbidden"];
            404: components["responses"]["CustomersdotNamespaceNotFound"];
            413: components["responses"]["CustomersdotTooLarge"];
            415: components["responses"]["CustomersdotUnsupportedMediaType"];
            422: components["responses"]["CustomersdotUnprocessable"];
        };
    };
    "customersdot.createIterable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomersdotIterable"];
            };
        };
        responses: {
            /** @description The trigger is recorded. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomersdotIterableCreated"];
                };
            };
            400: components["responses"]["CustomersdotBadRequest"];
            401: components["responses"]["CustomersdotUnauthorized"];
            403: components["responses"]["CustomersdotForbidden"];
            413: components["responses"]["CustomersdotTooLarge"];
            415: components["responses"]["CustomersdotUnsupportedMediaType"];
            422: components["responses"]["CustomersdotUnprocessable"];
        };
    };
    "customersdot.createHandRaise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomersdotHandRaiseLead"];
            };
        };
        responses: {
            201: components["responses"]["CustomersdotLeadAccepted"];
            400: components["responses"]["CustomersdotBadRequest"];
            401: components["responses"]["CustomersdotUnauthorized"];
            403: components["responses"]["CustomersdotForbidden"];
            413: components["responses"]["CustomersdotTooLarge"];
            415: components["responses"]["CustomersdotUnsupportedMediaType"];
            422: components["responses"]["CustomersdotUnprocessable"];
        };
    };
    "customersdot.createUltimateLead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomersdotUltimateLeadRequest"];
            };
        };
        responses: {
            201: components["responses"]["CustomersdotLeadAccepted"];
            400: components["responses"]["CustomersdotBadRequest"];
            401: components["responses"]["CustomersdotUnauthorized"];
            403: components["responses"]["CustomersdotForbidden"];
            413: components["responses"]["CustomersdotTooLarge"];
            415: components["responses"]["CustomersdotUnsupportedMediaType"];
            422: components["responses"]["CustomersdotUnprocessable"];
        };
    };
    "customersdot.createAddonLead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomersdotAddonLeadRequest"];
            };
        };
        responses: {
            201: components["responses"]["CustomersdotLeadAccepted"];
            400: components["responses"]["CustomersdotBadRequest"];
            401: components["responses"]["CustomersdotUnauthorized"];
            403: components["responses"]["CustomersdotForbidden"];
            413: components["responses"]["CustomersdotTooLarge"];
            415: components["responses"]["CustomersdotUnsupportedMediaType"];
            422: components["responses"]["CustomersdotUnprocessable"];
        };
    };
    "customersdot.createUltimateTrial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomersdotUltimateTrialRequest"];
            };
        };
        responses: {
            /** @description The trial is applied to the namespace. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomersdotTrialCreated"];
                };
            };
            400: components["responses"]["CustomersdotBadRequest"];
            401: components["responses"]["CustomersdotUnauthorized"];
            403: components["responses"]["CustomersdotForbidden"];
            404: components["responses"]["CustomersdotNamespaceNotFound"];
            413: components["responses"]["CustomersdotTooLarge"];
            415: components["responses"]["CustomersdotUnsupportedMediaType"];
            422: components["responses"]["CustomersdotUnprocessable"];
        };
    };
    "customersdot.applyAddonTrial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomersdotAddonTrialApplicationRequest"];
            };
        };
        responses: {
            /** @description The trial is applied to the namespace. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomersdotTrialCreated"];
                };
            };
            400: components["responses"]["CustomersdotBadRequest"];
            401: components["responses"]["CustomersdotUnauthorized"];
            403: components["responses"]["CustomersdotForbidden"];
            404: components["responses"]["CustomersdotNamespaceNotFound"];
            413: components["responses"]["CustomersdotTooLarge"];
            415: components["responses"]["CustomersdotUnsupportedMediaType"];
            422: components["responses"]["CustomersdotUnprocessable"];
        };
    };
    "customersdot.getTrialEligibility": {
        parameters: {
            query: {
                /** @description One key per namespace, `namespace_ids[]=1&namespace_ids[]=2`. This writing of the array is assumed from HTTParty. */
                "namespace_ids[]": number[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The trial types per namespace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomersdotTrialEligibility"];
                };
            };
            400: components["responses"]["CustomersdotBadRequest"];
            401: components["responses"]["CustomersdotUnauthorized"];
            403: components["responses"]["CustomersdotForbidden"];
        };
    };
    "customersdot.listTrialTypes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The trial types. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomersdotTrialTypes"];
                };
            };
            401: components["responses"]["CustomersdotUnauthorized"];
            403: components["responses"]["CustomersdotForbidden"];
        };
    };
    "customersdot.getOpenidConfiguration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomersdotOpenidConfiguration"];
                };
            };
        };
    };
    "customersdot.getJwks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomersdotJwks"];
                };
            };
        };
    };
    "platypus.createToken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["PlatypusTokenRequest"];
                "application/json": components["schemas"]["PlatypusTokenRequest"];
            };
        };
        responses: {
            /** @description A token, opaque, valid for an hour. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlatypusToken"];
                };
            };
            400: components["responses"]["PlatypusTokenRefused"];
            401: components["responses"]["PlatypusTokenRefused"];
            413: components["responses"]["PlatypusFailed"];
        };
    };
    "platypus.createLead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlatypusLead"];
            };
        };
        responses: {
            /** @description The lead is in the queue. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlatypusQueued"];
                };
            };
            400: components["responses"]["PlatypusFailed"];
            401: components["responses"]["PlatypusFailed"];
            413: components["responses"]["PlatypusFailed"];
        };
    };
    "workato.createToken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["WorkatoTokenRequest"];
                "application/json": components["schemas"]["WorkatoTokenRequest"];
            };
        };
        responses: {
            /** @description A token, opaque, valid for an hour. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoToken"];
                };
            };
            400: components["responses"]["WorkatoTokenRefused"];
            401: components["responses"]["WorkatoTokenRefused"];
            413: components["responses"]["WorkatoFailed"];
        };
    };
    "workato.createLead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkatoLead"];
            };
        };
        responses: {
            /** @description The recipe ran and the person is in Marketo. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoLeadAccepted"];
                };
            };
            /** @description The token is missing, unknown or expired, or the JWT is not the client's. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoError"];
                };
            };
            /** @description The URL is wrong, or the recipe is not running, or the endpoint or the client is inactive. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoError"];
                };
            };
            413: components["responses"]["WorkatoFailed"];
            /** @description The job started but failed to complete. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoError"];
                };
            };
            /** @description The client's access policy (rate limit or quota, `access_policies`) is exceeded; the call does not count. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoError"];
                };
            };
            /** @description Request parameters are missing or invalid for the API. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoError"];
                };
            };
            /** @description The job takes longer than the request timeout of the endpoint. It goes on. That the status is 504 is assumed. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoError"];
                };
            };
        };
    };
    "workato.getRecipe": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recipe_id: components["parameters"]["WorkatoRecipeId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The recipe. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoRecipeShown"];
                };
            };
            401: components["responses"]["WorkatoDeveloperUnauthorized"];
            404: components["responses"]["WorkatoRecordNotFound"];
        };
    };
    "workato.startRecipe": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recipe_id: components["parameters"]["WorkatoRecipeId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, also when it was so before (assumed). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoDone"];
                };
            };
            401: components["responses"]["WorkatoDeveloperUnauthorized"];
            404: components["responses"]["WorkatoRecordNotFound"];
        };
    };
    "workato.stopRecipe": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recipe_id: components["parameters"]["WorkatoRecipeId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, also when it was so before (assumed). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoDone"];
                };
            };
            401: components["responses"]["WorkatoDeveloperUnauthorized"];
            404: components["responses"]["WorkatoRecordNotFound"];
        };
    };
    "workato.listJobs": {
        parameters: {
            query?: {
                /** @description Only those that stand so. */
                status?: "succeeded" | "failed" | "pending";
                /** @description The job beside which the page begins. */
                offset_job_id?: string;
                /** @description False or absent: the jobs before the offset. True: those after it. */
                prev?: boolean;
                /** @description Only those that repeat another. */
                rerun_only?: boolean;
            };
            header?: never;
            path: {
                recipe_id: components["parameters"]["WorkatoRecipeId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many jobs ended how, and a page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoJobList"];
                };
            };
            400: components["responses"]["WorkatoDeveloperInvalid"];
            401: components["responses"]["WorkatoDeveloperUnauthorized"];
            404: components["responses"]["WorkatoRecordNotFound"];
            429: components["responses"]["WorkatoTooManyRequests"];
        };
    };
    "workato.getJob": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recipe_id: components["parameters"]["WorkatoRecipeId"];
                job_handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoJobShown"];
                };
            };
            401: components["responses"]["WorkatoDeveloperUnauthorized"];
            404: components["responses"]["WorkatoRecordNotFound"];
            429: components["responses"]["WorkatoTooManyRequests"];
        };
    };
    "workato.repeatJobs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recipe_id: components["parameters"]["WorkatoRecipeId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkatoJobIds"];
            };
        };
        responses: {
            /** @description The jobs that run again, or were canceled. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoJobsChanged"];
                };
            };
            400: components["responses"]["WorkatoDeveloperInvalid"];
            401: components["responses"]["WorkatoDeveloperUnauthorized"];
            404: components["responses"]["WorkatoRecordNotFound"];
            413: components["responses"]["WorkatoFailed"];
            429: components["responses"]["WorkatoTooManyRequests"];
        };
    };
    "workato.cancelJobs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recipe_id: components["parameters"]["WorkatoRecipeId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkatoJobIds"];
            };
        };
        responses: {
            /** @description The jobs that run again, or were canceled. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoJobsChanged"];
                };
            };
            400: components["responses"]["WorkatoDeveloperInvalid"];
            401: components["responses"]["WorkatoDeveloperUnauthorized"];
            404: components["responses"]["WorkatoRecordNotFound"];
            413: components["responses"]["WorkatoFailed"];
            429: components["responses"]["WorkatoTooManyRequests"];
        };
    };
    "workato.createPlatypusLead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkatoPlatypusLead"];
            };
        };
        responses: {
            /** @description The recipe ran and the person is in Marketo. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoLeadAccepted"];
                };
            };
            /** @description The token is missing, unknown or expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoError"];
                };
            };
            /** @description The URL is wrong, or the recipe is not running, or the endpoint is inactive. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoError"];
                };
            };
            /** @description The payload is larger than 5 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoError"];
                };
            };
            /** @description The job started but failed to complete. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoError"];
                };
            };
            /** @description The client's access policy (rate limit or quota, `access_policies`) is exceeded; the call does not count. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoError"];
                };
            };
            /** @description Request parameters are missing or invalid for the API. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoError"];
                };
            };
            /** @description The job takes longer than the request timeout of the endpoint. It goes on. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkatoError"];
                };
            };
        };
    };
    "marketo.getToken": {
        parameters: {
            query: {
                /** @description Must be `client_credentials`. */
                grant_type: string;
                client_id: string;
                client_secret: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token, new or still alive. */
            200: {
                headers: {
                    /** @description Tokens are not to be cached on the way. */
                    "Cache-Control"?: "no-store";
                    /** @description The same for HTTP/1.0. */
                    Pragma?: "no-cache";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoToken"];
                };
            };
            /** @description The credentials are refused. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoIdentityError"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.createToken": {
        parameters: {
            query?: {
                /** @description Must be `client_credentials`. */
                grant_type?: string;
                client_id?: string;
                client_secret?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["MarketoTokenRequest"];
            };
        };
        responses: {
            /** @description The token, new or still alive. */
            200: {
                headers: {
                    /** @description Tokens are not to be cached on the way. */
                    "Cache-Control"?: "no-store";
                    /** @description The same for HTTP/1.0. */
                    Pragma?: "no-cache";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoToken"];
                };
            };
            /** @description The credentials are refused. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoIdentityError"];
                };
            };
            413: components["responses"]["MarketoBodyTooLarge"];
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getLeads": {
        parameters: {
            query: {
                /**
                 * @description The field to search: id, email, cookies, facebookId, leadPartitionId, linkedInId, sfdcAccountId, sfdcContactId, sfdcLeadId,
                 *     sfdcLeadOwnerId, sfdcOpptyId, twitterId, or a custom field of type string, email or integer.
                 */
                filterType: string;
                /** @description Values, separated by commas, at most 300. */
                filterValues: string;
                /** @description Names of the fields wanted, separated by commas; without it id, email, firstName, lastName, createdAt and updatedAt. */
                fields?: components["parameters"]["MarketoFields"];
                /** @description Rows per page, at most 300, which is also the default. */
                batchSize?: components["parameters"]["MarketoBatchSize"];
                /** @description Of the previous page, URL-encoded. */
                nextPageToken?: components["parameters"]["MarketoNextPageToken"];
                /** @description Makes a GET of a POST whose body is the query; without effect along with a GET. */
                _method?: components["parameters"]["MarketoMethod"];
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The people found, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoGetLeadsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.syncLeads": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarketoSyncLeadsRequest"];
            };
        };
        responses: {
            /** @description One result per record, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoSyncLeadsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            413: components["responses"]["MarketoBodyTooLarge"];
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getLead": {
        parameters: {
            query?: {
                /** @description Names of the fields wanted, separated by commas; without it id, email, firstName, lastName, createdAt and updatedAt. */
                fields?: components["parameters"]["MarketoFields"];
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path: {
                /** @description Marketo's id of the person. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The person, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoGetLeadResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.describeLeads": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The description, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoDescribeLeadsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getPagingToken": {
        parameters: {
            query: {
                /** @description ISO 8601, URL-encoded. */
                sinceDatetime: string;
                /** @description Makes a GET of a POST whose body is the query; without effect along with a GET. */
                _method?: components["parameters"]["MarketoMethod"];
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoGetPagingTokenResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getActivities": {
        parameters: {
            query: {
                /** @description Of `marketo.getPagingToken` or of the previous page, URL-encoded. */
                nextPageToken: string;
                /** @description Ids of activity types, separated by commas, at most 10. */
                activityTypeIds: string;
                /** @description Ids of people, separated by commas, at most 30; not together with `listId`. */
                leadIds?: string;
                /** @description Only members of this static list; not together with `leadIds`. */
                listId?: number;
                /** @description Ids of the primary attribute, separated by commas. */
                assetIds?: string;
                /** @description Rows per page, at most 300, which is also the default. */
                batchSize?: components["parameters"]["MarketoBatchSize"];
                /** @description Makes a GET of a POST whose body is the query; without effect along with a GET. */
                _method?: components["parameters"]["MarketoMethod"];
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of activities, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoGetActivitiesResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getActivityTypes": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The types, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoGetActivityTypesResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.pushLeads": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarketoPushLeadsRequest"];
            };
        };
        responses: {
            /** @description One result per record, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoSyncLeadsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            413: components["responses"]["MarketoBodyTooLarge"];
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.submitForm": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarketoSubmitFormRequest"];
            };
        };
        responses: {
            /** @description What became of the person, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoSyncLeadsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            413: components["responses"]["MarketoBodyTooLarge"];
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.deleteLeads": {
        parameters: {
            query?: {
                /**
                 * @description Ids of people, at most 300: the parameter repeated, or one value with commas. Some clients encode the repetition into one
                 *     value, `1&id=2`, which is taken for what it means (assumed).
                 */
                id?: components["parameters"]["MarketoLeadIds"];
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MarketoLeadIdsRequest"];
            };
        };
        responses: {
            /** @description One result per person, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoDeleteLeadsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            413: components["responses"]["MarketoBodyTooLarge"];
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.mergeLeads": {
        parameters: {
            query?: {
                /** @description The one who loses. */
                leadId?: string;
                /** @description Those who lose, separated by commas, at most 25. */
                leadIds?: string;
                /** @description Whether Salesforce is to merge them as well. */
                mergeInCRM?: boolean;
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path: {
                /** @description The person who wins. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MarketoUnreadBody"];
            };
        };
        responses: {
            /** @description Nothing to tell, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoDone"] | components["schemas"]["MarketoRefusal"];
                };
            };
            413: components["responses"]["MarketoBodyTooLarge"];
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getLeadPartitions": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The partitions, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoGetLeadPartitionsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.describeLeadFields": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The fields, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoDescribeLeadFieldsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getLeadFields": {
        parameters: {
            query?: {
                /** @description Rows per page, at most 300, which is also the default. */
                batchSize?: components["parameters"]["MarketoBatchSize"];
                /** @description Of the previous page, URL-encoded. */
                nextPageToken?: components["parameters"]["MarketoNextPageToken"];
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of fields, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoGetLeadFieldsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getLeadField": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path: {
                fieldApiName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The field, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoGetLeadFieldsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getLists": {
        parameters: {
            query?: {
                /** @description Ids, separated by commas. */
                id?: string;
                /** @description Names, separated by commas. */
                name?: string;
                programName?: string;
                workspaceName?: string;
                /** @description Rows per page, at most 300, which is also the default. */
                batchSize?: components["parameters"]["MarketoBatchSize"];
                /** @description Of the previous page, URL-encoded. */
                nextPageToken?: components["parameters"]["MarketoNextPageToken"];
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lists, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoGetListsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getList": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path: {
                listId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoGetListsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getLeadsByList": {
        parameters: {
            query?: {
                /** @description Names of the fields wanted, separated by commas; without it id, email, firstName, lastName, createdAt and updatedAt. */
                fields?: components["parameters"]["MarketoFields"];
                /** @description Rows per page, at most 300, which is also the default. */
                batchSize?: components["parameters"]["MarketoBatchSize"];
                /** @description Of the previous page, URL-encoded. */
                nextPageToken?: components["parameters"]["MarketoNextPageToken"];
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path: {
                listId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The people, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoGetLeadsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getListMembers": {
        parameters: {
            query?: {
                /** @description Names of the fields wanted, separated by commas; without it id, email, firstName, lastName, createdAt and updatedAt. */
                fields?: components["parameters"]["MarketoFields"];
                /** @description Rows per page, at most 300, which is also the default. */
                batchSize?: components["parameters"]["MarketoBatchSize"];
                /** @description Of the previous page, URL-encoded. */
                nextPageToken?: components["parameters"]["MarketoNextPageToken"];
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path: {
                listId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The people, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoGetLeadsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.addToList": {
        parameters: {
            query?: {
                /**
                 * @description Ids of people, at most 300: the parameter repeated, or one value with commas. Some clients encode the repetition into one
                 *     value, `1&id=2`, which is taken for what it means (assumed).
                 */
                id?: components["parameters"]["MarketoLeadIds"];
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path: {
                listId: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MarketoLeadIdsRequest"];
            };
        };
        responses: {
            /** @description One result per person, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoListResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            413: components["responses"]["MarketoBodyTooLarge"];
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.removeFromList": {
        parameters: {
            query?: {
                /**
                 * @description Ids of people, at most 300: the parameter repeated, or one value with commas. Some clients encode the repetition into one
                 *     value, `1&id=2`, which is taken for what it means (assumed).
                 */
                id?: components["parameters"]["MarketoLeadIds"];
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path: {
                listId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One result per person, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoListResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.isListMember": {
        parameters: {
            query?: {
                /**
                 * @description Ids of people, at most 300: the parameter repeated, or one value with commas. Some clients encode the repetition into one
                 *     value, `1&id=2`, which is taken for what it means (assumed).
                 */
                id?: components["parameters"]["MarketoLeadIds"];
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path: {
                listId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One result per person, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoListResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getCampaigns": {
        parameters: {
            query?: {
                /** @description Ids, separated by commas. */
                id?: string;
                /** @description Names, separated by commas. */
                name?: string;
                programName?: string;
                workspaceName?: string;
                /** @description With 1 or true, only active campaigns that `marketo.requestCampaign` can run. */
                isTriggerable?: boolean;
                /** @description Rows per page, at most 300, which is also the default. */
                batchSize?: components["parameters"]["MarketoBatchSize"];
                /** @description Of the previous page, URL-encoded. */
                nextPageToken?: components["parameters"]["MarketoNextPageToken"];
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaigns, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoGetCampaignsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getCampaign": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path: {
                campaignId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoGetCampaignsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.requestCampaign": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path: {
                campaignId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarketoRequestCampaignRequest"];
            };
        };
        responses: {
            /** @description The id of the campaign, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoRanCampaignResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            413: components["responses"]["MarketoBodyTooLarge"];
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.scheduleCampaign": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path: {
                campaignId: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MarketoScheduleCampaignRequest"];
            };
        };
        responses: {
            /** @description The id of the campaign, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoRanCampaignResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            413: components["responses"]["MarketoBodyTooLarge"];
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.addCustomActivities": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarketoAddCustomActivitiesRequest"];
            };
        };
        responses: {
            /** @description One result per activity, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoAddCustomActivitiesResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            413: components["responses"]["MarketoBodyTooLarge"];
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getLeadChanges": {
        parameters: {
            query: {
                /** @description Of `marketo.getPagingToken` or of the previous page, URL-encoded. */
                nextPageToken: string;
                /** @description Names of fields, separated by commas. */
                fields: string;
                /** @description Ids of people, separated by commas, at most 30; not together with `listId`. */
                leadIds?: string;
                /** @description Only members of this static list. */
                listId?: number;
                /** @description Rows per page, at most 300, which is also the default. */
                batchSize?: components["parameters"]["MarketoBatchSize"];
                /** @description Makes a GET of a POST whose body is the query; without effect along with a GET. */
                _method?: components["parameters"]["MarketoMethod"];
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of changes, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoGetLeadChangesResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getDeletedLeads": {
        parameters: {
            query: {
                /** @description Of `marketo.getPagingToken` or of the previous page, URL-encoded. */
                nextPageToken: string;
                /** @description Rows per page, at most 300, which is also the default. */
                batchSize?: components["parameters"]["MarketoBatchSize"];
                /** @description Makes a GET of a POST whose body is the query; without effect along with a GET. */
                _method?: components["parameters"]["MarketoMethod"];
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of activities, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoGetActivitiesResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getDailyUsage": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The days, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoUsageResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getWeeklyUsage": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The days, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoUsageResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getDailyErrors": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The days, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoErrorsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "marketo.getWeeklyErrors": {
        parameters: {
            query?: {
                /**
                 * @deprecated
                 * @description The token of those clients that send no Authorization header.
                 */
                access_token?: components["parameters"]["MarketoAccessToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The days, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketoErrorsResult"] | components["schemas"]["MarketoRefusal"];
                };
            };
            414: components["responses"]["MarketoUriTooLong"];
        };
    };
    "salesforce.createToken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["SalesforceTokenRequest"];
            };
        };
        responses: {
            /** @description A token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceToken"];
                };
            };
            /** @description The credentials, the grant or the form of the request are refused. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceTokenError"];
                };
            };
            414: components["responses"]["SalesforceUriTooLong"];
        };
    };
    "salesforce.authorize": {
        parameters: {
            query: {
                /** @description `code`. */
                response_type: "code";
                /** @description Consumer key. */
                client_id: string;
                /** @description A call-back URL of the connected app; those of this machine are registered (assumed). */
                redirect_uri: string;
                /** @description Comes back as it is. */
                state?: string;
                /** @description Left alone. */
                scope?: string;
                /** @description SHA-256 of the code verifier, in Base64 for URLs (PKCE). */
                code_challenge?: string;
                code_challenge_method?: "S256";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Back to the application, with `code` and `state`. */
            302: {
                headers: {
                    /** @description The call-back URL with the code. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The credentials, the grant or the form of the request are refused. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceTokenError"];
                };
            };
            414: components["responses"]["SalesforceUriTooLong"];
        };
    };
    "salesforce.revokeToken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["SalesforceRevocation"];
            };
        };
        responses: {
            /** @description The token is worth nothing any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The credentials, the grant or the form of the request are refused. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceTokenError"];
                };
            };
            414: components["responses"]["SalesforceUriTooLong"];
        };
    };
    "salesforce.listVersions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The versions, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceVersions"];
                };
            };
            414: components["responses"]["SalesforceUriTooLong"];
        };
    };
    "salesforce.listResources": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resources. */
            200: {
                headers: {
                    /**
                     * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                     *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                     */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceResources"];
                };
            };
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.describeGlobal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The objects. */
            200: {
                headers: {
                    /**
                     * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                     *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                     */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceGlobalDescribe"];
                };
            };
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.createLead": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `TRUE`, `FALSE` (in any case) or the id of an assignment rule. Absent means TRUE - the active rules run.
                 *     Source: Salesforce REST API Developer Guide, headers_autoassign.
                 */
                "Sforce-Auto-Assign"?: components["parameters"]["SalesforceAutoAssign"];
                /** @description `allowSave=true` saves in spite of a duplicate rule that permits saving. */
                "Sforce-Duplicate-Rule-Header"?: components["parameters"]["SalesforceDuplicateRuleHeader"];
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SalesforceLeadCreate"];
            };
        };
        responses: {
            /** @description The lead was created. */
            201: {
                headers: {
                    /**
                     * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                     *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                     */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceCreated"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            405: components["responses"]["SalesforceMethodNotAllowed"];
            413: components["responses"]["SalesforceTooLarge"];
            414: components["responses"]["SalesforceUriTooLong"];
            415: components["responses"]["SalesforceUnsupportedMediaType"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.describeLead": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The object. */
            200: {
                headers: {
                    /**
                     * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                     *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                     */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceDescribe"];
                };
            };
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.getLead": {
        parameters: {
            query?: {
                /** @description Comma-separated names of the fields to return. An unknown one answers 400 INVALID_FIELD. */
                fields?: components["parameters"]["SalesforceFields"];
            };
            header?: {
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Record id, 15 or 18 characters. A malformed one answers 404 NOT_FOUND. */
                id: components["parameters"]["SalesforceRecordId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lead. */
            200: {
                headers: {
                    /**
                     * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                     *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                     */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceLeadRecord"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.deleteLead": {
        parameters: {
            query?: never;
            header?: {
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Record id, 15 or 18 characters. A malformed one answers 404 NOT_FOUND. */
                id: components["parameters"]["SalesforceRecordId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lead was deleted. */
            204: {
                headers: {
                    /**
                     * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                     *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                     */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            405: components["responses"]["SalesforceMethodNotAllowed"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.updateLead": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `TRUE`, `FALSE` (in any case) or the id of an assignment rule. Absent means TRUE - the active rules run.
                 *     Source: Salesforce REST API Developer Guide, headers_autoassign.
                 */
                "Sforce-Auto-Assign"?: components["parameters"]["SalesforceAutoAssign"];
                /** @description `allowSave=true` saves in spite of a duplicate rule that permits saving. */
                "Sforce-Duplicate-Rule-Header"?: components["parameters"]["SalesforceDuplicateRuleHeader"];
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Record id, 15 or 18 characters. A malformed one answers 404 NOT_FOUND. */
                id: components["parameters"]["SalesforceRecordId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SalesforceLeadUpdate"];
            };
        };
        responses: {
            /** @description The lead was updated. */
            204: {
                headers: {
                    /**
                     * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                     *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                     */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            405: components["responses"]["SalesforceMethodNotAllowed"];
            413: components["responses"]["SalesforceTooLarge"];
            414: components["responses"]["SalesforceUriTooLong"];
            415: components["responses"]["SalesforceUnsupportedMediaType"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.getLeadByExternalId": {
        parameters: {
            query?: {
                /** @description Comma-separated names of the fields to return. An unknown one answers 400 INVALID_FIELD. */
                fields?: components["parameters"]["SalesforceFields"];
            };
            header?: {
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description A field marked as external id (or `idLookup`). Another one answers 404 NOT_FOUND. */
                field: components["parameters"]["SalesforceExternalField"];
                /** @description The value to look for, percent-encoded. */
                value: components["parameters"]["SalesforceExternalValue"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lead. */
            200: {
                headers: {
                    /**
                     * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                     *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                     */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceLeadRecord"];
                };
            };
            300: components["responses"]["SalesforceMultipleChoices"];
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.upsertLead": {
        parameters: {
            query?: {
                /** @description With `true` nothing is created; no match then answers 404 NOT_FOUND (which status it is, is assumed). */
                updateOnly?: components["parameters"]["SalesforceUpdateOnly"];
            };
            header?: {
                /**
                 * @description `TRUE`, `FALSE` (in any case) or the id of an assignment rule. Absent means TRUE - the active rules run.
                 *     Source: Salesforce REST API Developer Guide, headers_autoassign.
                 */
                "Sforce-Auto-Assign"?: components["parameters"]["SalesforceAutoAssign"];
                /** @description `allowSave=true` saves in spite of a duplicate rule that permits saving. */
                "Sforce-Duplicate-Rule-Header"?: components["parameters"]["SalesforceDuplicateRuleHeader"];
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description A field marked as external id (or `idLookup`). Another one answers 404 NOT_FOUND. */
                field: components["parameters"]["SalesforceExternalField"];
                /** @description The value to look for, percent-encoded. */
                value: components["parameters"]["SalesforceExternalValue"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SalesforceLeadUpdate"];
            };
        };
        responses: {
            /** @description One lead matched and was updated (API v46.0 and later). */
            200: {
                headers: {
                    /**
                     * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                     *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                     */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceUpsertUpdated"];
                };
            };
            /** @description No lead matched; one was created. */
            201: {
                headers: {
                    /**
                     * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                     *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                     */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceUpsertCreated"];
                };
            };
            /** @description One lead matched and was updated (API v45.0 and earlier). */
            204: {
                headers: {
                    /**
                     * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                     *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                     */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            300: components["responses"]["SalesforceMultipleChoices"];
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            405: components["responses"]["SalesforceMethodNotAllowed"];
            413: components["responses"]["SalesforceTooLarge"];
            414: components["responses"]["SalesforceUriTooLong"];
            415: components["responses"]["SalesforceUnsupportedMediaType"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.createRecord": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `TRUE`, `FALSE` (in any case) or the id of an assignment rule. Absent means TRUE - the active rules run.
                 *     Source: Salesforce REST API Developer Guide, headers_autoassign.
                 */
                "Sforce-Auto-Assign"?: components["parameters"]["SalesforceAutoAssign"];
                /** @description `allowSave=true` saves in spite of a duplicate rule that permits saving. */
                "Sforce-Duplicate-Rule-Header"?: components["parameters"]["SalesforceDuplicateRuleHeader"];
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Name of an object, in any case. An unknown one answers 404 NOT_FOUND. */
                sobject: components["parameters"]["SalesforceSobject"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SalesforceRecordFields"];
            };
        };
        responses: {
            /** @description The record was created. */
            201: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceCreated"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            413: components["responses"]["SalesforceTooLarge"];
            414: components["responses"]["SalesforceUriTooLong"];
            415: components["responses"]["SalesforceUnsupportedMediaType"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.describeSobject": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Name of an object, in any case. An unknown one answers 404 NOT_FOUND. */
                sobject: components["parameters"]["SalesforceSobject"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The object. */
            200: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceDescribe"];
                };
            };
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.getRecord": {
        parameters: {
            query?: {
                /** @description Comma-separated names of the fields to return. An unknown one answers 400 INVALID_FIELD. */
                fields?: components["parameters"]["SalesforceFields"];
            };
            header?: {
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Name of an object, in any case. An unknown one answers 404 NOT_FOUND. */
                sobject: components["parameters"]["SalesforceSobject"];
                /** @description Record id, 15 or 18 characters. A malformed one answers 404 NOT_FOUND. */
                id: components["parameters"]["SalesforceRecordId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceRecord"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.deleteRecord": {
        parameters: {
            query?: never;
            header?: {
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Name of an object, in any case. An unknown one answers 404 NOT_FOUND. */
                sobject: components["parameters"]["SalesforceSobject"];
                /** @description Record id, 15 or 18 characters. A malformed one answers 404 NOT_FOUND. */
                id: components["parameters"]["SalesforceRecordId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record was deleted. */
            204: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.updateRecord": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `TRUE`, `FALSE` (in any case) or the id of an assignment rule. Absent means TRUE - the active rules run.
                 *     Source: Salesforce REST API Developer Guide, headers_autoassign.
                 */
                "Sforce-Auto-Assign"?: components["parameters"]["SalesforceAutoAssign"];
                /** @description `allowSave=true` saves in spite of a duplicate rule that permits saving. */
                "Sforce-Duplicate-Rule-Header"?: components["parameters"]["SalesforceDuplicateRuleHeader"];
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Name of an object, in any case. An unknown one answers 404 NOT_FOUND. */
                sobject: components["parameters"]["SalesforceSobject"];
                /** @description Record id, 15 or 18 characters. A malformed one answers 404 NOT_FOUND. */
                id: components["parameters"]["SalesforceRecordId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SalesforceRecordFields"];
            };
        };
        responses: {
            /** @description The record was updated. */
            204: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            413: components["responses"]["SalesforceTooLarge"];
            414: components["responses"]["SalesforceUriTooLong"];
            415: components["responses"]["SalesforceUnsupportedMediaType"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.getRecordByExternalId": {
        parameters: {
            query?: {
                /** @description Comma-separated names of the fields to return. An unknown one answers 400 INVALID_FIELD. */
                fields?: components["parameters"]["SalesforceFields"];
            };
            header?: {
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Name of an object, in any case. An unknown one answers 404 NOT_FOUND. */
                sobject: components["parameters"]["SalesforceSobject"];
                /** @description A field marked as external id (or `idLookup`). Another one answers 404 NOT_FOUND. */
                field: components["parameters"]["SalesforceExternalField"];
                /** @description The value to look for, percent-encoded. */
                value: components["parameters"]["SalesforceExternalValue"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceRecord"];
                };
            };
            300: components["responses"]["SalesforceMultipleChoices"];
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.upsertRecord": {
        parameters: {
            query?: {
                /** @description With `true` nothing is created; no match then answers 404 NOT_FOUND (which status it is, is assumed). */
                updateOnly?: components["parameters"]["SalesforceUpdateOnly"];
            };
            header?: {
                /**
                 * @description `TRUE`, `FALSE` (in any case) or the id of an assignment rule. Absent means TRUE - the active rules run.
                 *     Source: Salesforce REST API Developer Guide, headers_autoassign.
                 */
                "Sforce-Auto-Assign"?: components["parameters"]["SalesforceAutoAssign"];
                /** @description `allowSave=true` saves in spite of a duplicate rule that permits saving. */
                "Sforce-Duplicate-Rule-Header"?: components["parameters"]["SalesforceDuplicateRuleHeader"];
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Name of an object, in any case. An unknown one answers 404 NOT_FOUND. */
                sobject: components["parameters"]["SalesforceSobject"];
                /** @description A field marked as external id (or `idLookup`). Another one answers 404 NOT_FOUND. */
                field: components["parameters"]["SalesforceExternalField"];
                /** @description The value to look for, percent-encoded. */
                value: components["parameters"]["SalesforceExternalValue"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SalesforceRecordFields"];
            };
        };
        responses: {
            /** @description One record matched and was updated (API v46.0 and later). */
            200: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceUpsertUpdated"];
                };
            };
            /** @description No record matched; one was created. */
            201: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceUpsertCreated"];
                };
            };
            /** @description One record matched and was updated (API v45.0 and earlier). */
            204: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            300: components["responses"]["SalesforceMultipleChoices"];
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            413: components["responses"]["SalesforceTooLarge"];
            414: components["responses"]["SalesforceUriTooLong"];
            415: components["responses"]["SalesforceUnsupportedMediaType"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.createRecords": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `TRUE`, `FALSE` (in any case) or the id of an assignment rule. Absent means TRUE - the active rules run.
                 *     Source: Salesforce REST API Developer Guide, headers_autoassign.
                 */
                "Sforce-Auto-Assign"?: components["parameters"]["SalesforceAutoAssign"];
                /** @description `allowSave=true` saves in spite of a duplicate rule that permits saving. */
                "Sforce-Duplicate-Rule-Header"?: components["parameters"]["SalesforceDuplicateRuleHeader"];
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SalesforceCollection"];
            };
        };
        responses: {
            /** @description A result for each record, in the order of the request. */
            200: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceSaveResults"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            413: components["responses"]["SalesforceTooLarge"];
            414: components["responses"]["SalesforceUriTooLong"];
            415: components["responses"]["SalesforceUnsupportedMediaType"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.deleteRecords": {
        parameters: {
            query: {
                /** @description Record ids, separated by commas. */
                ids: string;
                /** @description Whether one refusal takes back the rest. */
                allOrNone?: boolean;
            };
            header?: {
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A result for each record, in the order of the request. */
            200: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceSaveResults"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.updateRecords": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `TRUE`, `FALSE` (in any case) or the id of an assignment rule. Absent means TRUE - the active rules run.
                 *     Source: Salesforce REST API Developer Guide, headers_autoassign.
                 */
                "Sforce-Auto-Assign"?: components["parameters"]["SalesforceAutoAssign"];
                /** @description `allowSave=true` saves in spite of a duplicate rule that permits saving. */
                "Sforce-Duplicate-Rule-Header"?: components["parameters"]["SalesforceDuplicateRuleHeader"];
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SalesforceCollection"];
            };
        };
        responses: {
            /** @description A result for each record, in the order of the request. */
            200: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceSaveResults"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            413: components["responses"]["SalesforceTooLarge"];
            414: components["responses"]["SalesforceUriTooLong"];
            415: components["responses"]["SalesforceUnsupportedMediaType"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.retrieveRecords": {
        parameters: {
            query?: never;
            header?: {
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Name of an object, in any case. An unknown one answers 404 NOT_FOUND. */
                sobject: components["parameters"]["SalesforceSobject"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SalesforceRetrieval"];
            };
        };
        responses: {
            /** @description The records, in the order of their ids. */
            200: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceRecords"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            413: components["responses"]["SalesforceTooLarge"];
            414: components["responses"]["SalesforceUriTooLong"];
            415: components["responses"]["SalesforceUnsupportedMediaType"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.upsertRecords": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `TRUE`, `FALSE` (in any case) or the id of an assignment rule. Absent means TRUE - the active rules run.
                 *     Source: Salesforce REST API Developer Guide, headers_autoassign.
                 */
                "Sforce-Auto-Assign"?: components["parameters"]["SalesforceAutoAssign"];
                /** @description `allowSave=true` saves in spite of a duplicate rule that permits saving. */
                "Sforce-Duplicate-Rule-Header"?: components["parameters"]["SalesforceDuplicateRuleHeader"];
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Name of an object, in any case. An unknown one answers 404 NOT_FOUND. */
                sobject: components["parameters"]["SalesforceSobject"];
                /** @description A field marked as external id (or `idLookup`). Another one answers 404 NOT_FOUND. */
                field: components["parameters"]["SalesforceExternalField"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SalesforceCollection"];
            };
        };
        responses: {
            /** @description A result for each record, in the order of the request. */
            200: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceSaveResults"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            413: components["responses"]["SalesforceTooLarge"];
            414: components["responses"]["SalesforceUriTooLong"];
            415: components["responses"]["SalesforceUnsupportedMediaType"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.query": {
        parameters: {
            query: {
                /** @description The query. */
                q: string;
            };
            header?: {
                /** @description `batchSize=` 200 to 2000, records per page. The header and its bounds are assumed. */
                "Sforce-Query-Options"?: components["parameters"]["SalesforceQueryOptions"];
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The first page. */
            200: {
                headers: {
                    /**
                     * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                     *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                     */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceQueryResult"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.queryAll": {
        parameters: {
            query: {
                /** @description The query. */
                q: string;
            };
            header?: {
                /** @description `batchSize=` 200 to 2000, records per page. The header and its bounds are assumed. */
                "Sforce-Query-Options"?: components["parameters"]["SalesforceQueryOptions"];
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The first page. */
            200: {
                headers: {
                    /**
                     * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                     *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                     */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceQueryResult"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.queryMore": {
        parameters: {
            query?: never;
            header?: {
                /** @description `batchSize=` 200 to 2000, records per page. The header and its bounds are assumed. */
                "Sforce-Query-Options"?: components["parameters"]["SalesforceQueryOptions"];
                /** @description `client=` and the name of the calling application, as jsforce sends it. */
                "Sforce-Call-Options"?: components["parameters"]["SalesforceCallOptions"];
            };
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description The last path segment of `nextRecordsUrl`. */
                locator: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The next page. */
            200: {
                headers: {
                    /**
                     * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                     *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                     */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceQueryResult"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.getLimits": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limits. */
            200: {
                headers: {
                    /**
                     * @description Calls used of the day's allowance; on every reply except that of the versions URI. Salesforce may add
                     *     `; per-app-api-usage=17/250(appName=x)` or `; api-bursts=1/750`. Source: Salesforce REST API Developer Guide, headers_api_usage.
                     */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceLimits"];
                };
            };
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.createIngestJob": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SalesforceIngestRequest"];
            };
        };
        responses: {
            /** @description The job. */
            200: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceIngestJob"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            413: components["responses"]["SalesforceTooLarge"];
            414: components["responses"]["SalesforceUriTooLong"];
            415: components["responses"]["SalesforceUnsupportedMediaType"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.getIngestJob": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Id of the job. An unknown one answers 404 NOT_FOUND. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job. */
            200: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceIngestJob"];
                };
            };
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.deleteIngestJob": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Id of the job. An unknown one answers 404 NOT_FOUND. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job was deleted. */
            204: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.updateIngestJob": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Id of the job. An unknown one answers 404 NOT_FOUND. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SalesforceIngestUpdate"];
            };
        };
        responses: {
            /** @description The job. */
            200: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceIngestJob"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            413: components["responses"]["SalesforceTooLarge"];
            414: components["responses"]["SalesforceUriTooLong"];
            415: components["responses"]["SalesforceUnsupportedMediaType"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.uploadIngestData": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Id of the job. An unknown one answers 404 NOT_FOUND. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": components["schemas"]["SalesforceCsv"];
            };
        };
        responses: {
            /** @description The data was taken. */
            201: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            413: components["responses"]["SalesforceTooLarge"];
            414: components["responses"]["SalesforceUriTooLong"];
            415: components["responses"]["SalesforceUnsupportedMediaType"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.getSuccessfulResults": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Id of the job. An unknown one answers 404 NOT_FOUND. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The records, with a header line. */
            200: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": components["schemas"]["SalesforceCsv"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.getFailedResults": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Id of the job. An unknown one answers 404 NOT_FOUND. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The records, with a header line. */
            200: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": components["schemas"]["SalesforceCsv"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.getUnprocessedRecords": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `v42.0` to `v68.0`; another one answers 404 NOT_FOUND. */
                version: components["parameters"]["SalesforceVersion"];
                /** @description Id of the job. An unknown one answers 404 NOT_FOUND. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The records, with a header line. */
            200: {
                headers: {
                    /** @description As on every reply, see `salesforce.getLimits`. */
                    "Sforce-Limit-Info"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": components["schemas"]["SalesforceCsv"];
                };
            };
            400: components["responses"]["SalesforceBadRequest"];
            401: components["responses"]["SalesforceUnauthorized"];
            403: components["responses"]["SalesforceForbidden"];
            404: components["responses"]["SalesforceNotFound"];
            414: components["responses"]["SalesforceUriTooLong"];
            503: components["responses"]["SalesforceUnavailable"];
        };
    };
    "salesforce.callSoap": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API version. The sandbox accepts `42.0` to `68.0`; another one is refused with UNSUPPORTED_API_VERSION. */
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/xml": components["schemas"]["SalesforceSoapRequest"];
            };
        };
        responses: {
            /** @description What the call gives. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/xml": components["schemas"]["SalesforceSoapResponse"];
                };
            };
            414: components["responses"]["SalesforceUriTooLong"];
            /**
             * @description A fault: the session (INVALID_SESSION_ID), the credentials (INVALID_LOGIN), the version (UNSUPPORTED_API_VERSION), the day's calls
             *     (REQUEST_LIMIT_EXCEEDED), or an envelope that cannot be read (`soapenv:Client`). A real one also has a `detail`; texts but those of the first
             *     two are assumed.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/xml": components["schemas"]["SalesforceSoapFault"];
                };
            };
        };
    };
    "salesforce.getIdentity": {
        parameters: {
            query?: {
                /** @description The sandbox answers JSON only; Salesforce also knows other formats. */
                format?: "json";
                /** @description The access token. */
                oauth_token?: string;
            };
            header?: never;
            path: {
                /** @description The org, `00D…`. */
                organizationId: string;
                /** @description The user, `005…`. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesforceIdentity"];
                };
            };
            /** @description The token is missing or not accepted, or of another org. One word of plain text. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": components["schemas"]["SalesforceIdentityRefusal"];
                };
            };
            /** @description There is no such user in the org. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": components["schemas"]["SalesforceIdentityUnknown"];
                };
            };
            414: components["responses"]["SalesforceUriTooLong"];
        };
    };
    "control.getHealth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sandbox answers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlHealth"];
                };
            };
        };
    };
    "control.signIn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ControlSignIn"];
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlUser"];
                };
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
            404: components["responses"]["ControlUnknown"];
            413: components["responses"]["ControlTooLarge"];
        };
    };
    "control.registerUser": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ControlRegistration"];
            };
        };
        responses: {
            /** @description Registered. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlUser"];
                };
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
            /** @description The username, the e-mail or the group's path is taken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlError"];
                };
            };
            413: components["responses"]["ControlTooLarge"];
        };
    };
    "control.listTraces": {
        parameters: {
            query?: {
                /** @description E-mail of the person. */
                email?: string;
                /** @description Id of the row in CustomersDot's `leads`. */
                lead?: number;
                /** @description What the user did. */
                kind?: components["schemas"]["ControlKind"];
                /** @description Only traces that reached this system. */
                system?: components["schemas"]["ControlSystem"];
                /** @description Only traces with (true) or without (false) findings. */
                finding?: boolean;
                /** @description How things stand. */
                state?: components["schemas"]["ControlTraceState"];
                /** @description Only traces that came as far as this system and no farther. */
                reached?: components["schemas"]["ControlSystem"];
                /** @description What the reviewer said; `none` for traces without a verdict. */
                verdict?: "approved" | "rejected" | "question" | "none";
                /** @description Only traces that began then or later. */
                from?: components["schemas"]["ControlStamp"];
                /** @description Only traces that began earlier. */
                to?: components["schemas"]["ControlStamp"];
                /** @description Id of the namespace. */
                namespace?: number;
                /** @description Text in the e-mail, name, company or trace id, or the id of the namespace. */
                q?: string;
                /** @description Only traces that carry a lead. */
                leads?: boolean;
                /**
                 * @description What to sort by; the order of arrival unless given. That is the order of `started_at` while nobody moves the clock.
                 *     Traces without a value come last in either direction; text is compared without regard to case.
                 */
                sort?: "started_at" | "email" | "name" | "company" | "namespace_id" | "reached" | "findings";
                /** @description `desc` unless given. */
                order?: "asc" | "desc";
                /** @description Rows a page, 50 unless given. */
                limit?: number;
                /** @description `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of traces. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlTracePage"];
                };
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
        };
    };
    "control.getTrace": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ControlTraceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The trace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlTrace"];
                };
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
            404: components["responses"]["ControlUnknown"];
        };
    };
    "control.reviewTrace": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ControlTraceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ControlReviewInput"];
            };
        };
        responses: {
            /** @description The review as it is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlReview"];
                };
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
            404: components["responses"]["ControlUnknown"];
            413: components["responses"]["ControlTooLarge"];
        };
    };
    "control.deleteReview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ControlTraceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
            404: components["responses"]["ControlUnknown"];
        };
    };
    "control.exportHar": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ControlTraceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlHar"];
                };
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
            404: components["responses"]["ControlUnknown"];
        };
    };
    "control.replayTrace": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ControlTraceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it was answered this time. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlReplay"];
                };
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
            404: components["responses"]["ControlUnknown"];
            /** @description The request cannot be sent again. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlError"];
                };
            };
        };
    };
    "control.getLineage": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ControlTraceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lineage; without rows when the trace carries no lead. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlLineage"];
                };
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
            404: components["responses"]["ControlUnknown"];
        };
    };
    "control.getOverview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The overview. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlOverview"];
                };
            };
            401: components["responses"]["ControlUnauthorized"];
        };
    };
    "control.listTables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tables. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlTableList"];
                };
            };
            401: components["responses"]["ControlUnauthorized"];
        };
    };
    "control.listRows": {
        parameters: {
            query?: {
                /** @description Rows a page, 50 unless given. */
                limit?: number;
                /** @description `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                system: string;
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlRowPage"];
                };
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
            404: components["responses"]["ControlUnknown"];
        };
    };
    "control.listJobs": {
        parameters: {
            query?: {
                state?: components["schemas"]["ControlJobState"];
                system?: components["schemas"]["ControlSystem"];
                /** @description Only jobs of this trace. */
                trace?: components["schemas"]["ControlTraceId"];
                /** @description Rows a page, 50 unless given. */
                limit?: number;
                /** @description `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs, the next due first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlJobPage"];
                };
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
        };
    };
    "control.runJob": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How the run ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlRunResult"];
                };
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
            404: components["responses"]["ControlUnknown"];
        };
    };
    "control.listLogs": {
        parameters: {
            query?: {
                system?: components["schemas"]["ControlSystem"];
                /** @description Only lines of this trace. */
                trace?: components["schemas"]["ControlTraceId"];
                /** @description Rows a page, 50 unless given. */
                limit?: number;
                /** @description `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of lines. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlLogPage"];
                };
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
        };
    };
    "control.changeState": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ControlStateChange"];
            };
        };
        responses: {
            /** @description The state is there (or gone); values by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlStateValues"];
                };
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
            404: components["responses"]["ControlUnknown"];
            /** @description A row that the state needs would repeat a unique value. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlError"];
                };
            };
            413: components["responses"]["ControlTooLarge"];
        };
    };
    "control.holdVerification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ControlHold"];
            };
        };
        responses: {
            /** @description The verification holds the sandbox. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
            /** @description Another verification holds the sandbox. The error names its holder. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlError"];
                };
            };
            413: components["responses"]["ControlTooLarge"];
        };
    };
    "control.getContracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The contracts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlContracts"];
                };
            };
            401: components["responses"]["ControlUnauthorized"];
        };
    };
    "control.reportContracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ControlContracts"];
            };
        };
        responses: {
            /** @description Kept. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
            413: components["responses"]["ControlTooLarge"];
        };
    };
    "control.reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["ControlUnauthorized"];
        };
    };
    "control.seed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ControlSeed"];
            };
        };
        responses: {
            /** @description How many rows were written. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlSeeded"];
                };
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
            /** @description A row would repeat a unique value. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlError"];
                };
            };
            413: components["responses"]["ControlTooLarge"];
        };
    };
    "control.getClock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlClock"];
                };
            };
            401: components["responses"]["ControlUnauthorized"];
        };
    };
    "control.moveClock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ControlClockMove"];
            };
        };
        responses: {
            /** @description The clock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlClock"];
                };
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
            413: components["responses"]["ControlTooLarge"];
        };
    };
    "control.getEnv": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                system: "gdk" | "customersdot" | "platypus" | "workato" | "marketo" | "salesforce";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The variables. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlEnv"];
                };
            };
            400: components["responses"]["ControlRefused"];
            401: components["responses"]["ControlUnauthorized"];
        };
    };
    "control.streamEvents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream that stays open. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["ControlUnauthorized"];
        };
    };
}
