/** A results folder small enough to check by hand: six runs, one failed; three months; two recorded columns. */

export const RUNS = `run,scenario,scenario_hash,seed,status,reason,wall,wall_month,pause_months,investment_fall_after_wall,bullwhip_hbm,sales_lost_hbm,profit_lost_hbm,orders_lost_hbm,fall_after_wall_index,fall_after_wall_supplier,fall_after_wall_excess_supplier
0,tiny,0123abcd,demo,ok,,roi,1,4,0.4,0.5,0.5,0.25,0.3,0.2,0.6,0.1
1,tiny,0123abcd,demo,ok,,power,2,6,0.5,2,0.75,0.25,0.4,0.3,0.7,0.2
2,tiny,0123abcd,demo,ok,,none,-1,,,1,,,,,,
3,tiny,0123abcd,demo,failed,"a reason, with a comma",,,,,,,,,,,
4,tiny,0123abcd,demo,ok,,roi,2,8,0.8,4,1,0.5,0.5,0.4,0.8,0.4
5,tiny,0123abcd,demo,ok,,none,-1,,,3,,,,,,
`;

export const QUANTILES = `month,column,unit,n,p5,p25,p50,p75,p95
0,capex_usd_bn,USD bn/month,5,40,40,40,40,40
1,capex_usd_bn,USD bn/month,5,38,40,42,44,46
2,capex_usd_bn,USD bn/month,2,30,40,45,50,60
0,roi,1/year,5,0.1,0.1,0.1,0.1,0.1
1,roi,1/year,5,0.05,0.07,0.08,0.09,0.12
2,roi,1/year,2,-0.02,0.01,0.02,0.03,0.05
`;

export const SUMMARY = `metric,level,unit,n,mean,sd,ci95_low,ci95_high,min,p5,p25,p50,p75,p95,max
wall,roi,1,5,0.4,0.5,0,1,0,0,0,0,1,1,1
investment_fall_after_wall,,1,3,0.567,0.208,0.05,1.08,0.4,0.4,0.45,0.5,0.65,0.77,0.8
`;

export const COMPARE = `base,other,metric,base_mean,other_mean,difference,low_95,high_95,sd,up_share,pairs
tiny,tiny+overlays/grid-ahead.yaml,months_to_wall,80,76,-4,-6,-2,3,0.2,10
tiny,tiny+cash,months_to_wall,80,90,10,8,12,3,0.9,10
tiny,tiny+cash,worst_residual,0,0,0,0,0,0,0.5,10
`;

export const MANIFEST = JSON.stringify({
  format: 'overbuild-batch/1',
  identity: {
    scenario: 'tiny',
    scenarioHash: '0123abcd4567',
    seed: 'demo',
    runs: 6,
    series: false,
    csvLocale: 'en',
    modelVersion: '1',
    packageVersion: '0.1.0',
  },
  resolvedScenario: {
    startMonth: '2025-11',
    horizonMonths: 3,
    walls: [{ id: 'roi', any: [{ variable: 'roi_per_year', below: 0.04 }], forMonths: 12 }],
  },
  evidence: { horizonMonths: { evidence: 'assumed', source: 'short' } },
  command: ['batch', 'tiny.yaml', '--runs', '6', '--seed=demo', '--set', "a='b'", '--force'],
  statuses: { ok: 5, failed: 1, 'timed-out': 0, 'non-finite': 0 },
  timing: { finishedAt: '2026-01-02T03:04:05.000Z' },
});
